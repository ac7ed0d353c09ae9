"""Pieces that rewrites are made of."""

from sqlglot import exp


def call(name, *arguments):
    return exp.Anonymous(this=name, expressions=list(arguments))


def text(value):
    return exp.Literal.string(value)
