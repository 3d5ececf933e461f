"""People, and what they do at a meeting."""

from __future__ import annotations

import enum
from dataclasses import dataclass

__all__ = ["Participation", "Person", "Role"]


class Role(enum.StrEnum):
    """What a person did at, or for, a meeting."""

    AUTHOR = "author"
    CHAIR = "chair"
    SCRIBE = "scribe"
    SPEAKER = "speaker"
    ATTENDEE = "attendee"
    #: who could not come, and said so
    REGRETS = "regrets"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, as a note or a registry describes them.

    In a record only :attr:`key` is certain to be filled: a note that names
    ``brooks`` says no more than that, and the registry adds the rest.
    """

    #: key in the registry, or the name as it was written
    key: str
    name: str = ""
    #: what they are ("Maintainer"), Docusaurus' ``title``
    title: str = ""
    description: str = ""
    url: str = ""
    email: str = ""
    image: str = ""
    #: pairs of network and address, in the order of the registry
    socials: tuple[tuple[str, str], ...] = ()
    aliases: tuple[str, ...] = ()
    #: organization that they belong to
    org: str = ""
    org_url: str = ""
    #: what they are in the project, such as ``maintainer``
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Participation:
    """One person in one role."""

    role: Role
    person: Person
