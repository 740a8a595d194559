"""Checking a reform for meaning: that it fits the law base on a day, and that what it writes is sound law."""

from __future__ import annotations

from dataclasses import replace

from goodoffices.errors import InputError
from goodoffices.law.lint import meaning
from goodoffices.law.rules import LawBase
from goodoffices.scenarios.amend import amended
from goodoffices.scenarios.reform import Reform
from goodoffices.values import Day


def lint_reform(reform: Reform, base: LawBase, day: Day) -> list[InputError]:
    """Every error of a reform as it would apply from a day; none means that it is sound.

    Amendments are tried one by one, so that one error does not hide the next.
    """
    errors: list[InputError] = []
    for index in range(len(reform.amendments)):
        alone = _only(reform, index)
        try:
            amended(base, [alone], day)
        except InputError as error:
            errors.append(error)
    if errors:
        return errors
    try:
        whole = amended(base, [reform], day)
    except InputError as error:
        return [error]
    known = {str(error) for error in meaning(base)}
    return [error for error in meaning(whole) if str(error) not in known]


def _only(reform: Reform, index: int) -> Reform:
    return replace(reform, includes=(), amendments=(reform.amendments[index],))
