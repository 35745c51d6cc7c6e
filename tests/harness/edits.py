"""A site that is edited at random and built again after each edit, against a build from nothing.

After each edit the site is built where it was built before, and a copy of it in a fresh folder. Both must have the
same files, byte for byte, and say the same. Then it is built once more, which must not touch a file and must say
the same again, mostly without making a page. KITH_EDITS is how many edits there are, --seed what they are made from.

Half of the edits are made to deceive whoever looks at sizes and times: the size stays, or the time of modification
is put back, or both.
"""
import json
import os
import random
import shutil
from functools import partial

from case import Case, Failed
from compare import files_below, folder_difference

EDITS = 60
KEPT = ("_index.md", "index.md", "one.md")  # what others link to, and sections
WORDS = "amber birch cedar delta ember fjord grove heath inlet junco".split()
CONFIG = "title: {title}\nbase_url: https://example.org/\nlanguage: en\ntheme: {theme}\npages: {{card_images: false}}\n"


def cases(setting):
    edits = int(os.environ.get("KITH_EDITS", EDITS))
    for part in range(2):
        yield Case(f"seed {setting.arguments.seed}.{part}, {edits // 2} edits",
                   partial(edit_and_compare, edits // 2, setting.arguments.seed * 2 + part))


def edit_and_compare(edits, seed, setting):
    folder = setting.fresh_folder()
    site = Site(folder / "site", random.Random(seed), setting)
    site.make()
    reused, done = 0, []
    for number in range(edits):
        done.append(site.edit() if number else "nothing")
        try:
            reused += compare(setting, folder, site.folder)
        except Failed as failure:
            raise Failed(f"after {', '.join(done[-5:])} (edit {number})\n{failure}") from None
        if not number and not (site.folder / "public").exists():
            raise Failed(build(setting, site.folder)["said"])
    if reused < edits // 3:
        raise Failed(f"nothing had changed {edits} times, and pages were made all the same {edits - reused} times")


def compare(setting, folder, site):
    """Builds it again, from nothing, and with nothing changed; was the last made without making a page?"""
    fresh = folder / "fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(site, fresh, symlinks=True, ignore=shutil.ignore_patterns("public", ".kith"))
    again, clean = build(setting, site), build(setting, fresh)
    if again["said"] != clean["said"]:
        raise Failed(f"said again:\n{again['said']}\nsaid from nothing:\n{clean['said']}")
    difference = folder_difference(fresh / "public", site / "public") if clean["published"] else None
    if difference:
        raise difference if isinstance(difference, Exception) else Failed(difference)
    before = looks(site / "public")
    same = build(setting, site)
    if same["said"] != again["said"]:
        raise Failed(f"said with nothing changed:\n{same['said']}\nsaid before:\n{again['said']}")
    if looks(site / "public") != before:
        raise Failed("a file was touched though nothing had changed")
    if [same[key] for key in ("published", "pages", "files")] != [again[key] for key in ("published", "pages", "files")]:
        raise Failed(f"counted {same}\nbefore {again}")
    return same["reused"] or not same["published"]


def build(setting, site):
    done = setting.run([setting.kith, "build", "--json"], cwd=site, merged=False)
    if done.status not in (0, 1):
        raise Failed(f"kith build ended with {done.status}\n{done.output}{done.errors}")
    return json.loads(done.output) | {"said": done.errors}


def looks(folder):
    return {name: (path.stat().st_mtime_ns, path.stat().st_ino) for name, path in files_below(folder).items()}


class Site:
    def __init__(self, folder, chance, setting):
        self.folder = folder
        self.chance = chance
        self.setting = setting
        self.number = 0
        self.theme = "plain"

    # --- what there is -----------------------------------------------------------------------------

    def make(self):
        self.put("kith.yaml", CONFIG.format(title="Notes", theme="plain"))
        for name in ("_index", "essays/_index", "essays/one", "essays/two", "essays/three", "notes/a", "notes/b"):
            self.put(f"content/{name}.md", self.page())
        self.put("content/essays/bundle/index.md", self.page())
        self.put("content/essays/bundle/plan.txt", self.words(20))
        self.put("static/robots.txt", "User-agent: *\n")
        (self.folder / "static/plan.png").write_bytes(b"\x89PNG no picture")
        self.put("data/things.yaml", "things: [one, two]\n")
        self.put("templates/partials/colophon.html", "<p>{{ site.data.things.things | join(', ') }}</p>\n")
        self.put("templates/page.html", TEMPLATE)
        self.put("content/projects/quill/index.md", "---\ntitle: Quill\nrepo: ../quill\n---\n")
        self.make_quill()
        self.git("init", "-q", "-b", "main")
        self.put(".gitignore", "/public\n/.kith\n")
        self.commit()

    def make_quill(self):
        """The repository of a project, beside the site."""
        self.put("../quill/quill.c", "int quill;\n")
        self.git("init", "-q", "-b", "main", "../quill")
        self.commit_quill()

    def commit_quill(self):
        self.git("-C", "../quill", "add", "-A")
        self.git("-C", "../quill", "commit", "-q", "--allow-empty", "-m", self.words(3))

    def page(self):
        tags = ", ".join(self.chance.sample(WORDS, 2))
        head = f"---\ntitle: {self.words(2)}\ndate: 20{self.chance.randrange(10, 29)}-03-04\ntags: [{tags}]\n---\n"
        wrong = "\n![](/plan.png)\n" if self.chance.random() < 0.1 else ""
        link = "\n[one](@/essays/one.md)\n" if self.chance.random() < 0.2 else ""
        return f"{head}{self.words(30)}\n\n## {self.words(2)}\n\n{self.words(10)}\n{link}{wrong}"

    def words(self, count):
        return " ".join(self.chance.choice(WORDS) for _ in range(count))

    def put(self, path, text):
        path = self.folder / path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def git(self, *words):
        self.folder.mkdir(exist_ok=True)
        done = self.setting.run(["git", *words], cwd=self.folder)
        if done.status:
            raise Failed(f"git {' '.join(words)}\n{done.output}")

    def commit(self):
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", self.words(4))

    def branches(self):
        done = self.setting.run(["git", "for-each-ref", "--format=%(refname:short)", "refs/heads"], cwd=self.folder)
        return done.output.split()

    def pages(self):
        return sorted(path for path in (self.folder / "content").rglob("*.md"))

    def some_page(self):
        return self.chance.choice(self.pages())

    # --- edits -------------------------------------------------------------------------------------

    def edit(self):
        """Makes one edit and says which."""
        self.number += 1
        (self.folder / "content/notes/wrong.md").unlink(missing_ok=True)
        if (self.folder / "../away").exists():
            self.edit_project_goes()
            return "project comes back"
        edits = sorted(name for name in dir(self) if name.startswith("edit_"))
        name = self.chance.choice(edits)
        getattr(self, name)()
        return name.removeprefix("edit_").replace("_", " ")

    def put_back(self, path, change):
        """Changes a file and puts its time of modification back."""
        before = path.stat()
        change()
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    def other_letters(self, path):
        """Another text of the same size: two words of as many letters change places."""
        text = path.read_text(encoding="utf-8")
        old, new = self.chance.sample([word for word in WORDS if len(word) == 5], 2)
        path.write_text(text.replace(old, "\0").replace(new, old).replace("\0", new), encoding="utf-8")

    def edit_text(self):
        page = self.some_page()
        page.write_text(page.read_text() + f"\n{self.words(5)}\n")

    def edit_all_of_a_page(self):
        self.some_page().write_text(self.page())

    def edit_same_size(self):
        self.other_letters(self.some_page())

    def edit_same_size_and_time(self):
        page = self.some_page()
        self.put_back(page, lambda: self.other_letters(page))

    def edit_by_another_file(self):
        page = self.some_page()
        aside = page.with_suffix(".new")
        shutil.copy2(page, aside)
        self.put_back(aside, lambda: self.other_letters(aside))
        aside.replace(page)

    def edit_touch(self):
        os.utime(self.some_page())

    def edit_rename(self):
        page = self.some_page()
        if page.name not in KEPT:
            page.rename(page.with_name(f"{self.chance.choice(WORDS)}-{self.number}.md"))

    def edit_delete(self):
        page = self.some_page()
        if len(self.pages()) > 6 and page.name not in KEPT:
            page.unlink()

    def edit_new_page(self):
        self.put(f"content/{self.chance.choice(['essays', 'notes', 'new'])}/page-{self.number}.md", self.page())

    def edit_error(self):
        """Which the next edit takes away."""
        self.put("content/notes/wrong.md", "[gone](nowhere.md)\n")

    def edit_draft(self):
        page = self.some_page()
        if page.name not in KEPT:
            page.write_text(page.read_text().replace("---\n", "---\ndraft: true\n", 1))

    def edit_stray_file(self):
        name = self.chance.choice(["content/x.md~", "content/.hidden", "templates/.x.swp", "README"])
        path = self.folder / name
        path.unlink() if path.exists() else self.put(name, "stray\n")

    def edit_link(self):
        path = self.folder / "content/notes/link.md"
        if path.is_symlink():
            path.unlink()
        else:
            path.parent.mkdir(exist_ok=True)
            path.symlink_to("../essays/bundle/index.md")

    def edit_template(self):
        self.put("templates/page.html", TEMPLATE.replace("Colophon", self.words(1)))

    def edit_template_same_size_and_time(self):
        path = self.folder / "templates/partials/colophon.html"
        self.put_back(path, lambda: path.write_text(path.read_text().replace("', '", "'; '")))

    def edit_template_comes_and_goes(self):
        path = self.folder / "templates/list.html"
        path.unlink() if path.exists() else self.put("templates/list.html", "<title>{{ url }}</title>")

    def edit_config(self):
        self.put("kith.yaml", CONFIG.format(title=self.words(2), theme=self.theme))

    def edit_theme(self):
        """The site's own folder of that name comes before the program's, and goes again."""
        path = self.folder / "themes/plain"
        if path.exists():
            shutil.rmtree(path)
        else:
            shutil.copytree(self.setting.root / "themes/plain", path)
            with open(path / "assets/style.css", "a", encoding="utf-8") as file:
                file.write(f"/* {self.words(3)} */\n")

    def edit_words_of_the_theme(self):
        self.put("i18n/en.yaml", f"older: {self.words(1)}\n")

    def edit_data(self):
        self.put("data/things.yaml", f"things: [{', '.join(self.chance.sample(WORDS, 3))}]\n")

    def edit_data_file_comes(self):
        path = self.folder / "data/people.yaml"
        path.unlink() if path.exists() else self.put("data/people.yaml", "ada: {name: Ada Example}\n")

    def edit_static(self):
        self.put("static/robots.txt", f"# {self.words(2)}\n")

    def edit_static_same_size_and_time(self):
        path = self.folder / "content/essays/bundle/plan.txt"
        if path.exists():
            self.put_back(path, lambda: self.other_letters(path))

    def edit_static_file_comes(self):
        self.put(f"static/files/{self.words(1)}.txt", self.words(3))

    def edit_commit(self):
        self.commit()

    def edit_branch(self):
        """To a new one and back: HEAD, the index and the files change."""
        if self.number % 2:
            self.commit()
            self.git("checkout", "-q", "-B", f"b{self.number}")
            self.some_page().write_text(self.page())
            self.commit()
        else:
            self.commit()
            self.git("checkout", "-q", self.chance.choice(self.branches()))

    def edit_tag(self):
        self.commit()
        self.git("tag", "-f", f"v{self.number}")

    def edit_history(self):
        self.commit()
        self.git("commit", "-q", "--amend", "--allow-empty", "--date", f"20{self.number % 20 + 10}-05-06T07:08:09Z",
                 "--no-edit")

    def edit_project(self):
        self.put("../quill/quill.c", f"int {self.words(1)}{self.number};\n")
        self.commit_quill()

    def edit_release_of_a_project(self):
        self.git("-C", "../quill", "tag", "-f", f"v1.{self.number}")

    def edit_project_goes(self):
        quill, away = self.folder / "../quill", self.folder / "../away"
        away.rename(quill) if away.exists() else quill.rename(away)

    def edit_repack(self):
        self.git("gc", "-q")

    def edit_repository_goes(self):
        shutil.rmtree(self.folder / ".git", ignore_errors=True)
        self.git("init", "-q", "-b", "main")
        if self.number % 2:
            self.commit()

    # --- the output --------------------------------------------------------------------------------

    def some_output(self):
        files = sorted(path for path in (self.folder / "public").rglob("*") if path.is_file() and path.name != ".kith")
        return self.chance.choice(files) if files else self.folder / "kith.yaml"

    def edit_damage(self):
        path = self.some_output()
        path.write_bytes(path.read_bytes() + b"x")

    def edit_damage_same_size_and_time(self):
        path = self.some_output()
        data = bytearray(path.read_bytes() or b"x")
        data[len(data) // 2] ^= 1
        self.put_back(path, lambda: path.write_bytes(data))

    def edit_remove_output(self):
        self.some_output().unlink()

    def edit_touch_output(self):
        os.utime(self.some_output())

    def edit_remove_all(self):
        shutil.rmtree(self.folder / "public", ignore_errors=True)

    def edit_remove_state(self):
        shutil.rmtree(self.folder / ".kith", ignore_errors=True)

    def edit_damage_record(self):
        for path in (self.folder / ".kith/output").glob("*/inputs"):
            data = bytearray(path.read_bytes())
            data[self.chance.randrange(len(data))] ^= 1
            path.write_bytes(data)


TEMPLATE = """<!DOCTYPE html>
<title>{{ page.title }}</title>
{{ page.content }}
{% for other in section.pages %}<p>{{ other.title }} {{ other.url }}</p>{% endfor %}
<p>{{ page.git.updated if page.git else "" }}</p>
<footer>Colophon {% include "partials/colophon.html" %}</footer>
"""
