"""All groups of samples: a name and a function that makes one out of a random.Random. To add one: a row in the
GROUPS of its module, and the module here. The harness shares its samples out among the groups.
"""
import expressions
import statements

GROUPS = {**expressions.GROUPS, **statements.GROUPS}
