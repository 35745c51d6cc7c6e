"""Gives each article the ones before and after it, which Pelican leaves to plugins."""
from pelican import signals


def join(generator):
    articles = generator.articles  # newest first
    for newer, older in zip(articles, articles[1:]):
        newer.older, older.newer = older, newer


def register():
    signals.article_generator_finalized.connect(join)
