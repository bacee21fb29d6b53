"""Counts what held and what didn't, and says what didn't."""

import json
import traceback
from collections.abc import Callable

from fhirpy.base.exceptions import BaseFHIRError, OperationOutcome

steps: list[tuple[str, Callable]] = []


def step(title: str) -> Callable:
    """Names one thing that a client does; it holds when it ends."""

    def keep(work: Callable) -> Callable:
        steps.append((title, work))
        return work

    return keep


def run(people: object) -> bool:
    """Does the steps in order. Ends with the line that CI reads; answers whether all held."""
    failed = 0
    for title, work in steps:
        try:
            work(people)
        except Exception:
            failed += 1
            print(f"NOT OK {title}\n{traceback.format_exc()}")
    print(f"{len(steps) - failed} passed, {failed} failed")
    return failed == 0


def equal(expected: object, found: object) -> None:
    if expected != found:
        raise AssertionError(f"expected {expected!r}, found {found!r}")


def refused(kind: type[BaseFHIRError], call: Callable) -> dict:
    """The OperationOutcome of a call that must be refused so. For some statuses the client keeps it as text."""
    try:
        call()
    except BaseFHIRError as refusal:
        if not isinstance(refusal, kind):
            raise
        return refusal.resource if isinstance(refusal, OperationOutcome) else json.loads(str(refusal))
    raise AssertionError("not refused")


def rules(outcome: dict) -> list[str | None]:
    """The rule keys that a refusal names."""
    return [issue.get("details", {}).get("coding", [{}])[0].get("code") for issue in outcome["issue"]]


def expressions(outcome: dict) -> list[str]:
    """The elements that a refusal names."""
    return [path for issue in outcome["issue"] for path in issue.get("expression", [])]
