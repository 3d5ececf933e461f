"""What earlier builds wrote to an output, stored beside the doctrees."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final

from sphinx.application import Sphinx

from sphinxcontrib_meetings.write.files import LISTS, digest_of_file, write_atomically

__all__ = ["VOID", "Written"]

#: digest of a thing whose output may be stale
VOID: Final = ""


class Written:
    """What earlier builds wrote of one *kind* of things to one output: name ─► digest.

    The digest is that of everything a thing is made from, and is valid only after a complete
    build. *generated* returns the file of a thing that only we write. Such files are also listed
    in the output, so that they are found again if the digests are lost. A file is ours only if it
    has the content that we wrote.
    """

    def __init__(
        self, app: Sphinx, kind: str, generated: Callable[[str], Path] | None = None
    ) -> None:
        # several outputs may share the doctrees
        output = hashlib.blake2b(str(app.outdir).encode(), digest_size=8).hexdigest()
        self._path = Path(app.doctreedir, f"meetings-{app.builder.name}-{output}-{kind}.json")
        self._list = Path(app.outdir, LISTS.format(kind=kind))
        self._generated = generated
        self._known = _load(self._path) or self._found()
        self._kept = dict(self._known)

    def _found(self) -> dict[str, tuple[str, str]]:
        """Return the generated files that exist, from the list in the output."""
        listed = _load(self._list) if self._generated else None
        return {
            name: (VOID, content)
            for name, (_, content) in (listed or {}).items()
            if content and self._generated and digest_of_file(self._generated(name)) == content
        }

    @property
    def names(self) -> set[str]:
        """Names of the things that were written."""
        return set(self._known)

    def digest(self, name: str) -> str:
        """Return the digest of *name*, ``VOID`` if it was never written."""
        return self._known.get(name, (VOID, ""))[0]

    def is_intact(self, name: str) -> bool:
        """Whether the file of *name* has the content that we wrote."""
        assert self._generated is not None
        _, content = self._known.get(name, (VOID, ""))
        return bool(content) and digest_of_file(self._generated(name)) == content

    def changed(self, now: Mapping[str, str]) -> set[str]:
        """Return names in *now* that are new, or have another digest than before."""
        return {name for name, value in now.items() if self._known.get(name, (None,))[0] != value}

    def void(self, names: Iterable[str]) -> None:
        """Mark *names* as possibly written and stale, in case this build fails."""
        void = {name: (VOID, self._known.get(name, (VOID, ""))[1]) for name in names}
        if void:
            self._save(self._known | void)

    def finish(
        self,
        now: Mapping[str, str],
        written: Iterable[str] = (),
        contents: Mapping[str, str] | None = None,
    ) -> None:
        """Store *now*, the digests after the build; the files of *written* are new.

        *contents* has the digests of their contents, where they are known.
        """
        changed, known = set(written), contents or {}
        self._save(
            {
                name: (value, known.get(name) or self._content(name, name in changed))
                for name, value in now.items()
            }
        )
        if self._generated:
            files = {name: (VOID, content) for name, (_, content) in self._kept.items()}
            if not files:
                self._list.unlink(missing_ok=True)
            elif files != _load(self._list):
                _save(self._list, files)

    def _content(self, name: str, is_changed: bool) -> str:
        if self._generated is None:
            return ""
        _, content = self._known.get(name, (VOID, ""))
        return digest_of_file(self._generated(name)) if is_changed or not content else content

    def _save(self, now: dict[str, tuple[str, str]]) -> None:
        if now != self._kept or not self._path.is_file():
            _save(self._path, now)
        self._kept = now


def _load(path: Path) -> dict[str, tuple[str, str]] | None:
    """Return the content of *path*, None if it is missing or damaged."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    pairs = {name: pair for name, pair in found.items() if isinstance(pair, list)}
    known = {
        name: tuple(pair) for name, pair in pairs.items() if list(map(type, pair)) == [str] * 2
    }
    return known if len(known) == len(found) else None


def _save(path: Path, known: Mapping[str, tuple[str, str]]) -> None:
    write_atomically(path, json.dumps(known, sort_keys=True).encode())
