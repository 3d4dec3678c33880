"""The sentences in which differences are told, in Dutch and English."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["SENTENCES", "Sentences"]


@dataclass(frozen=True)
class Sentences:
    """The sentences in one language."""

    name: str
    gone: str
    new: str
    left: str
    joined: str
    had: str
    was: str
    added: str
    dropped: str
    dated: str
    with_parts: str
    and_: str
    yes: str
    no: str
    more: str
    says: str
    counts: str


SENTENCES = {
    "nl": Sentences(
        name="naam",
        gone="{thing} verdwenen",
        new="{thing} is nieuw",
        left="{thing} hoort er niet meer bij",
        joined="{thing} hoort er nu bij",
        had="had {old} {parts}, nu {new}",
        was="{property} was {old}, nu {new}",
        added="{property} {new} toegevoegd",
        dropped="{property} {old} verdwenen",
        dated="{kind} van {day}",
        with_parts="{sentence}, met {parts}",
        and_="en",
        yes="ja",
        no="nee",
        more="{number} andere",
        says="{property}: {one} zegt {old}, {other} zegt {new}",
        counts="{one} noemt {old} {parts}, {other} {new}",
    ),
    "en": Sentences(
        name="name",
        gone="{thing} is gone",
        new="{thing} is new",
        left="{thing} no longer belongs to it",
        joined="{thing} now belongs to it",
        had="had {old} {parts}, now {new}",
        was="{property} was {old}, now {new}",
        added="{property} {new} added",
        dropped="{property} {old} dropped",
        dated="{kind} of {day}",
        with_parts="{sentence}, with {parts}",
        and_="and",
        yes="yes",
        no="no",
        more="{number} others",
        says="{property}: {one} says {old}, {other} says {new}",
        counts="{one} reports {old} {parts}, {other} {new}",
    ),
}
