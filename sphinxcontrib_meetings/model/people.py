"""People, and their roles at a meeting."""

from __future__ import annotations

import enum
from dataclasses import dataclass

__all__ = ["Participation", "Person", "Role"]


class Role(enum.StrEnum):
    """What a person did at a meeting, or for it."""

    AUTHOR = "author"
    CHAIR = "chair"
    SCRIBE = "scribe"
    SPEAKER = "speaker"
    ATTENDEE = "attendee"
    #: sent apologies for absence
    REGRETS = "regrets"


@dataclass(frozen=True, slots=True)
class Person:
    """A person, as described in a note or a registry.

    In a record, only :attr:`key` is always filled: a note may just name
    ``brooks``, and the registry adds the rest.
    """

    #: key in the registry, or the name as it was written
    key: str
    name: str = ""
    #: such as "Maintainer"; ``title`` in Docusaurus
    title: str = ""
    description: str = ""
    url: str = ""
    email: str = ""
    image: str = ""
    #: (network, address) pairs, in the order of the registry
    socials: tuple[tuple[str, str], ...] = ()
    aliases: tuple[str, ...] = ()
    #: organization
    org: str = ""
    org_url: str = ""
    #: roles in the project, such as ``maintainer``
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Participation:
    """One person in one role."""

    role: Role
    person: Person
    #: such as "remote" or "until 10:30"
    remark: str = ""
    #: line of the text that says so; 0 for a field
    line: int = 0
