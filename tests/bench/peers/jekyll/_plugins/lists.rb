# The lists of posts and of each tag, twenty to a page.
module Lists
  SIZE = 20

  class Page < Jekyll::Page
    def initialize(site, dir, data)
      @site = site
      @base = site.source
      @dir = dir
      @name = "index.html"
      process(@name)
      @content = ""
      @data = data.merge("layout" => "list")
    end
  end

  class Generator < Jekyll::Generator
    def generate(site)
      essays = site.collections["essays"].docs.sort_by { |essay| [essay.data["date"], essay.basename] }.reverse
      essays.each_with_index do |essay, index|
        essay.data["newer"] = essays[index - 1] if index.positive?
        essay.data["older"] = essays[index + 1]
      end
      site.config["newest"] = essays
      cut(site, essays, "Posts", "/posts/")
      tags = Hash.new { |hash, tag| hash[tag] = [] }
      essays.each { |essay| essay.data["tags"].each { |tag| tags[tag] << essay } }
      site.config["terms"] = tags.sort.map do |tag, tagged|
        cut(site, tagged, tag, "/tags/#{tag}/")
        { "title" => tag, "url" => "/tags/#{tag}/", "count" => tagged.length }
      end
    end

    def cut(site, essays, title, url)
      lists = essays.each_slice(SIZE).to_a
      place = ->(number) { number == 1 ? url : "#{url}page/#{number}/" }
      lists.each_with_index do |shown, index|
        data = { "title" => title, "entries" => shown }
        data["newer_url"] = place[index] if index.positive?
        data["older_url"] = place[index + 2] if index + 1 < lists.length
        site.pages << Page.new(site, place[index + 1], data)
      end
    end
  end
end
