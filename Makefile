# kith. `make help` lists what can be made; everything made lies below build/<variant>/.

VERSION = 0.1.0
PREFIX = /usr/local
DATADIR = $(PREFIX)/share/kith
LIBDIR = $(PREFIX)/lib
PACKAGES = md4c yaml-0.1 libgit2 libcjson libutf8proc libxxhash zlib

# What kith can be built without: the parser that code is coloured with, what asks for links elsewhere, and what draws
# cards in pixels, which is opened when it is needed and not linked.
HIGHLIGHT := $(if $(shell pkg-config --exists tree-sitter 2>/dev/null && echo yes),tree_sitter,none)
HTTP := $(if $(shell pkg-config --exists libcurl 2>/dev/null && echo yes),curl,none)
RASTER := $(if $(shell pkg-config --exists librsvg-2.0 2>/dev/null && echo yes),rsvg,none)
OPTIONAL := $(if $(filter tree_sitter,$(HIGHLIGHT)),tree-sitter) $(if $(filter curl,$(HTTP)),libcurl)

# Folders whose files become part of the program, each with the prefix of their names there.
EMBED = generator/render/builtin= generator/cli/skeleton=init/ generator/cli/archetypes=archetypes/

# --- variants: the same sources under other flags, side by side --------------------------------

VARIANT = release
SANITIZE = -O1 -g -fno-omit-frame-pointer -fno-sanitize-recover=all -DKITH_ARENA_MALLOC
FLAGS_asan = $(SANITIZE) -fsanitize=address,undefined
FLAGS_tsan = -O1 -g -fsanitize=thread
FLAGS_valgrind = -O1 -g -DKITH_ARENA_MALLOC
FLAGS_fuzz = $(SANITIZE) -fsanitize=fuzzer-no-link,address,undefined
ONLY_asan = program
ONLY_tsan = unit site
ONLY_valgrind = --valgrind unit site
CFLAGS = $(or $(FLAGS_$(VARIANT)),-O2 -g)

DLOPEN = $(if $(filter Linux,$(shell uname -s)),-ldl)
WARN = -Wall -Wextra -Wshadow -Wconversion $(if $(WERROR),-Werror)
LIBS := $(shell pkg-config --libs $(PACKAGES) $(OPTIONAL) 2>/dev/null) -lm $(DLOPEN)
COMPILE := $(CC) -std=c11 -D_GNU_SOURCE -pthread $(WARN) $(CPPFLAGS) $(CFLAGS) -Igenerator \
	-DKITH_VERSION='"$(VERSION)"' \
	-DKITH_MD4C_VERSION='"$(shell pkg-config --modversion md4c 2>/dev/null)"' \
	$(shell pkg-config --cflags $(PACKAGES) $(OPTIONAL) 2>/dev/null) -MMD -MP

# --- what there is: every source is found, none is listed --------------------------------------

B = build/$(VARIANT)
SRC := $(filter-out $(filter-out %_$(HIGHLIGHT).c,$(wildcard generator/highlight/syntax_*.c)) \
	$(filter-out %_$(HTTP).c,$(wildcard generator/net/http_*.c)) \
	$(filter-out %_$(RASTER).c,$(wildcard generator/raster/raster_*.c)), \
	$(wildcard generator/*.c generator/*/*.c generator/*/*/*.c))
LIB_OBJ := $(SRC:%.c=$B/%.o) $B/gen/builtin_data.o
LIB_OBJ := $(filter-out $B/generator/main.o,$(LIB_OBJ))
UNIT := $(patsubst tests/unit/%.c,$B/tests/%,$(wildcard tests/unit/test_*.c))
FUZZ := $(patsubst tests/fuzz/%.c,$B/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))
C_FILES = $(shell find generator tests -name '*.[ch]' -not -path 'tests/style/selftest/*')
EMBEDDED := $(shell find $(foreach e,$(EMBED),$(firstword $(subst =, ,$e))) 2>/dev/null)

ifeq ($(MAKELEVEL),0)
MAKEFLAGS += -j$(or $(JOBS),$(shell getconf _NPROCESSORS_ONLN))
endif
Q = $(if $V,,@)
say = $(if $V,,@echo "$1")

## make               build/release/kith
all: $B/kith

$B/kith: $B/generator/main.o $B/libkith.a
	$(call say,link $@)
	$Q$(CC) $(CFLAGS) $(LDFLAGS) -pthread -o $@ $^ $(LIBS)

$B/libkith.a: $(LIB_OBJ)
	$(call say,ar   $@)
	$Qrm -f $@ && $(AR) rcs $@ $^

$B/generator/%.o: generator/%.c $B/flags
	$(call say,cc   $<)
	$Qmkdir -p $(@D) && $(COMPILE) -include generator/base/banned.h -c -o $@ $<

$B/gen/builtin_data.c: generator/render/embed.sh $(EMBEDDED) $B/flags
	$(call say,make $@)
	$Qmkdir -p $(@D) && generator/render/embed.sh $(EMBED) >$@

$B/gen/%.o: $B/gen/%.c
	$Q$(COMPILE) -c -o $@ $<

# What everything depends on: the compiler and its flags, and that the libraries are there.
BUILT_WITH := $(subst ','\'',$(COMPILE) $(LDFLAGS) $(LIBS))
ifneq ($(shell cat $B/flags 2>/dev/null),$(COMPILE) $(LDFLAGS) $(LIBS))
.PHONY: $B/flags
endif
$B/flags:
	@pkg-config --print-errors --exists $(PACKAGES) || { echo "run: .ci/packages build"; exit 1; }
	@mkdir -p $(@D) && echo '$(BUILT_WITH)' >$@

# Its headers are for one file.
$B/generator/raster/raster_rsvg.o: COMPILE += $(shell pkg-config --cflags librsvg-2.0 2>/dev/null)

# Where the themes will lie is for one file to know: another PREFIX compiles no more than that.
$B/generator/config/theme.o: COMPILE += -DKITH_DATADIR='"$(DATADIR)"'
$B/generator/config/theme.o: $B/datadir
ifneq ($(shell cat $B/datadir 2>/dev/null),$(DATADIR))
.PHONY: $B/datadir
endif
$B/datadir: $B/flags
	@echo '$(DATADIR)' >$@

# Likewise where the grammars will lie.
$B/generator/highlight/grammar.o: COMPILE += -DKITH_LIBDIR='"$(LIBDIR)"'
$B/generator/highlight/grammar.o: $B/libdir
ifneq ($(shell cat $B/libdir 2>/dev/null),$(LIBDIR))
.PHONY: $B/libdir
endif
$B/libdir: $B/flags
	@echo '$(LIBDIR)' >$@

## make grammars      fetch and compile what code is coloured with, where npm is there
grammars:
	@generator/highlight/grammars/make build/grammars "$(CC)"

# --- the example ---------------------------------------------------------------------------------

## make site          install what is missing, build kith, build content-example/ into public/
site: packages-build
	@$(MAKE) --no-print-directory grammars
	@$(MAKE) --no-print-directory all
	$B/kith build --root content-example --output public
	@if command -v python3 >/dev/null; then \
		echo "The site is in public/. To look at it, open http://localhost:8000/ after"; \
		echo "    python3 -m http.server --directory public 8000"; \
	else echo "The site is in public/. Any web server that shows this folder will do to look at it."; fi

packages-%:
	@.ci/packages $*

# --- tests ---------------------------------------------------------------------------------------

## make check         install what is missing, build the tests, run them all (ONLY="unit spec" for some)
check: packages-check
	@$(MAKE) --no-print-directory grammars
	@$(MAKE) --no-print-directory tests
	@tests/harness/run --kith $B/kith $(or $(ONLY),$(ONLY_$(VARIANT)))

## make asan          the same tests with the address and undefined behaviour sanitizers
asan:
	@$(MAKE) --no-print-directory VARIANT=asan check

## make tsan          unit tests and the example site with the thread sanitizer
tsan:
	@$(MAKE) --no-print-directory VARIANT=tsan check

## make valgrind      unit tests and the example site under valgrind
valgrind: packages-valgrind
	@$(MAKE) --no-print-directory VARIANT=valgrind check

## make fuzz          run each fuzz target for FUZZ_SECONDS (60) with libFuzzer
fuzz: packages-fuzz
	@$(MAKE) --no-print-directory VARIANT=fuzz CC=clang fuzzers
	@tests/fuzz/run build/fuzz/fuzz $(or $(FUZZ_SECONDS),60)

## make differential  compare CASES (2000) templates made from SEED (1) with Jinja
differential: packages-check
	@$(MAKE) --no-print-directory all
	@tests/harness/run --kith $B/kith --cases $(or $(CASES),2000) --seed $(or $(SEED),1) differential

## make golden        rewrite golden sites, transcripts and the manual's tables as they are now, and show what changed
golden: manual
	@tests/harness/run --kith $B/kith --update golden cli
	@[ ! -e .git ] || git --no-pager diff --stat -p -- tests/golden tests/cli content-example/content/manual

## make manual        write the reference of the template language as its tables have it
manual: all
	@tests/harness/run --kith $B/kith --update --case "is what the tables give" docs

## make bench         time kith against others (BENCH=template, markdown, highlight, history, search, pathological, peers, or "site --pages 1000 --folder DIR")
bench: packages-bench
	@$(MAKE) --no-print-directory grammars
	@$(MAKE) --no-print-directory all $(patsubst %,$B/bench/%,corpus highlight history limit markdown template)
	@tests/bench/run $B $(BENCH)

## make bench-peers   install the other site generators that BENCH=peers times, as far as the package managers have them
bench-peers: packages-peers
	@mkdir -p $B/bench/peers
	@cp tests/bench/peers/package.json tests/bench/peers/package-lock.json $B/bench/peers
	@cd $B/bench/peers && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error

## make budget        write what a build of 1,000 pages costs in instructions to tests/bench/budget
budget: packages-check
	@$(MAKE) --no-print-directory all $B/bench/corpus
	@tests/harness/run --kith $B/kith --update budget

tests: all $(UNIT) $(FUZZ) $B/fault/shim.so $B/tests/kith-bare $B/bench/corpus
fuzzers: $(FUZZ)
.PRECIOUS: $B/tests/%.o $B/fuzz/%.o

$B/tests/%.o: tests/unit/%.c $B/flags
	$(call say,cc   $<)
	$Qmkdir -p $(@D) && $(COMPILE) -c -o $@ $<

$B/tests/%: $B/tests/%.o $B/libkith.a
	$Q$(CC) $(CFLAGS) $(LDFLAGS) -pthread -o $@ $^ $(LIBS) $$(pkg-config --libs cmocka)

$B/fuzz/%.o: tests/fuzz/%.c $B/flags
	$(call say,cc   $<)
	$Qmkdir -p $(@D) && $(COMPILE) -c -o $@ $<

# Linked with libFuzzer in its own variant, and with a plain replay of the corpus everywhere else.
$B/fuzz/%: $B/fuzz/%.o $(if $(filter fuzz,$(VARIANT)),,$B/fuzz/replay.o) $B/libkith.a
	$Q$(CC) $(subst -no-link,,$(CFLAGS)) $(LDFLAGS) -pthread -o $@ $^ $(LIBS)

# The same kith without what it can be built without.
BARE_OBJ := $(sort $(filter-out %/syntax_$(HIGHLIGHT).o %/http_$(HTTP).o %/raster_$(RASTER).o,$(LIB_OBJ)) \
	$B/generator/highlight/syntax_none.o $B/generator/net/http_none.o $B/generator/raster/raster_none.o)

$B/tests/kith-bare: $B/generator/main.o $(BARE_OBJ)
	$(call say,link $@)
	$Qmkdir -p $(@D) && $(CC) $(CFLAGS) $(LDFLAGS) -pthread -o $@ $^ $(filter-out -ltree-sitter -lcurl,$(LIBS))

# Stands between kith and the C library; without sanitizers, which want to stand there first.
$B/fault/shim.so: tests/fault/shim.c
	$(call say,cc   $<)
	$Qmkdir -p $(@D) && $(CC) -std=c11 -D_GNU_SOURCE -O1 -fPIC -shared $(WARN) -Wno-unused-function -o $@ $< -ldl

$B/bench/highlight $B/bench/history $B/bench/markdown $B/bench/template: $B/bench/%: tests/bench/%.c $B/libkith.a $B/flags
	$(call say,cc   $<)
	$Qmkdir -p $(@D) && $(COMPILE) $$(pkg-config --cflags md4c-html) -o $@ $< $B/libkith.a \
		$$(pkg-config --libs md4c-html) $(LIBS)

$B/bench/corpus: tests/bench/corpus.c tests/bench/words.h $B/flags
	$(call say,cc   $<)
	$Qmkdir -p $(@D) && $(COMPILE) -o $@ $<

$B/bench/%: tests/bench/%.c $B/flags
	$(call say,cc   $<)
	$Qmkdir -p $(@D) && $(COMPILE) -o $@ $< $(LIBS) $$(pkg-config --cflags --libs md4c-html)

# --- the source ----------------------------------------------------------------------------------

## make lint          layers, sizes, names, banned calls, formatting
lint:
	@status=0; tests/style/check || status=1; \
	if command -v clang-format >/dev/null; then \
		clang-format --dry-run -Werror $(C_FILES) || status=1; \
	fi; exit $$status

## make format        put every C file into shape
format:
	clang-format -i $(C_FILES)

## make dist          build/kith-VERSION.tar.gz from the last commit
dist:
	@mkdir -p build
	git archive --prefix=kith-$(VERSION)/ -o build/kith-$(VERSION).tar.gz HEAD

# --- installation --------------------------------------------------------------------------------

MAN = $(wildcard generator/man/*.[1-9])
bin = "$(DESTDIR)$(PREFIX)/bin"
share = "$(DESTDIR)$(DATADIR)"
lib = "$(DESTDIR)$(LIBDIR)/kith"
man = "$(DESTDIR)$(PREFIX)/share/man"

## make install       program, themes and manual below PREFIX (/usr/local), staged in DESTDIR
install: all
	install -d $(bin) $(share)
	install -m 755 $B/kith $(bin)/kith
	rm -rf $(share)/themes && cp -R themes $(share)/themes && chmod -R u=rwX,go=rX $(share)/themes
	rm -rf $(lib)/grammars
	[ ! -f build/grammars/made ] || { install -d $(lib)/grammars && \
		install -m 755 build/grammars/*.so $(lib)/grammars && \
		install -m 644 build/grammars/*.scm build/grammars/made $(lib)/grammars; }
	for page in $(MAN); do install -d $(man)/man$${page##*.} && \
		install -m 644 $$page $(man)/man$${page##*.}/ || exit 1; done

## make uninstall     remove what install put there
uninstall:
	rm -f $(bin)/kith
	rm -rf $(share) $(lib)
	for page in $(MAN); do rm -f $(man)/man$${page##*.}/$${page##*/}; done

## make clean         remove build/ and public/
clean:
	rm -rf build public

## make help          this list
help:
	@sed -n 's/^## //p' Makefile

.PHONY: all site grammars check differential asan tsan valgrind fuzz golden manual bench bench-peers budget tests fuzzers lint \
	format dist install uninstall clean help
.SUFFIXES:

-include $(patsubst %.o,%.d,$B/generator/main.o $(LIB_OBJ) $(BARE_OBJ)) $(UNIT:=.d) $(FUZZ:=.d) \
	$B/fuzz/replay.d
