"""Caption files beside a note, and what is stored about its transcript."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sphinx.environment import BuildEnvironment

from sphinxcontrib_meetings.archive.transcripts import TRANSCRIPT_SUFFIX
from sphinxcontrib_meetings.nodes.transcript import Speaker
from sphinxcontrib_meetings.parse.caption_files import Captions, captions_beside
from sphinxcontrib_meetings.parse.paths import is_file
from sphinxcontrib_meetings.parse.suffixes import CAPTIONS, TEXT

__all__ = ["CaptionFiles", "ReadTranscript", "best_captions", "find_caption_files", "names_file"]


@dataclass(frozen=True, slots=True)
class CaptionFiles:
    """The caption files beside a document."""

    captions: tuple[Captions, ...] = ()
    #: name of the one that is its transcript, empty if none
    transcript: str = ""


@dataclass(frozen=True, slots=True)
class ReadTranscript:
    """The transcript of a document: what other documents and later builds need of it."""

    beside: CaptionFiles
    speakers: tuple[Speaker, ...] = ()
    #: pairs of anchors: of a meeting (empty for the document), and of its transcript
    places: tuple[tuple[str, str], ...] = ()
    #: digest of the caption files that were read, empty if none
    digest: str = ""


def find_caption_files(
    env: BuildEnvironment, docname: str, folders: dict[Path, tuple[str, ...]]
) -> CaptionFiles:
    """Return the caption files beside *docname*.

    *folders* caches the names of the files in each folder.
    """
    folder = Path(env.doc2path(docname)).parent
    names = folders.get(folder)
    if names is None:
        names = tuple(sorted(path.name for path in folder.iterdir())) if folder.is_dir() else ()
        has_captions = any(name.lower().endswith(CAPTIONS) for name in names)
        names = folders[folder] = names if has_captions else ()
    if not names:
        return CaptionFiles()
    note = PurePosixPath(docname).name
    # "/" sorts right after ".", and cannot be in a name
    own = names[bisect_left(names, f"{note}.") : bisect_left(names, f"{note}/")]
    found = captions_beside(note, own)
    best = best_captions(env, found)
    # a transcript document takes precedence
    is_shown = best and f"{docname}{TRANSCRIPT_SUFFIX}" not in env.found_docs
    return CaptionFiles(found, best.name if best and is_shown else "")


def names_file(env: BuildEnvironment, docname: str, transcript: str) -> bool:
    """Whether the *transcript* that *docname* names is a file: captions, or text.

    Text may be a document, too.
    """
    if transcript.lower().endswith(CAPTIONS):
        return True
    if not transcript.lower().endswith(TEXT):
        return False
    path = env.relfn2path(transcript, docname)[1]
    return is_file(Path(path)) and env.path2doc(path) not in env.found_docs


def best_captions(env: BuildEnvironment, captions: Sequence[Captions]) -> Captions | None:
    """Return the captions in the language of the project, else the first ones."""
    language = str(env.config.language or "en").lower()[:2]
    # a file without a language is the transcript, in whatever language
    wanted = (c for c in captions if not c.language or c.language.lower()[:2] == language)
    return next(wanted, next(iter(captions), None))
