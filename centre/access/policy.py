from audit.rules import RULES, Refused, Rule, require, rule  # noqa: F401
