"""What cannot be used in ``conf.py`` warns, and its default counts."""

from __future__ import annotations

import pytest
from support.builds import Build

from sphinxcontrib_meetings.config import Options, is_meeting_path, is_note_path

NOTES = {
    "meetings/2024-01-01-a.md": "# A\n\nOne.\n",
    "meetings/2024-01-02-b.md": "---\ndraft: true\n---\n# B\n",
}


def configured(build: Build, line: str):
    conf = f'extensions = ["sphinxcontrib_meetings"]\nmeetings_{line}\n'
    return build({**NOTES, "conf.py": conf})


@pytest.mark.parametrize(
    "line",
    [
        "path = 5",
        "drafts = 'no'",
        "pages = None",
        "site_url = None",
        "static = ['a']",
        "poster = True",
        "authors = 5",
        "tags = 5",
        "per_page = '5'",
        "root = None",
        "series = 'x'",
        "today = 5",
    ],
)
def test_a_value_of_another_type_is_as_if_not_given(build: Build, line: str):
    built = configured(build, line)
    name = line.partition(" ")[0]
    assert len(built.warnings) == 1
    assert f"The config value `meetings_{name}' has type" in built.warnings[0]
    assert (built.outdir / "meetings/index.html").exists()
    assert not (built.outdir / "meetings/2024-01-02-b.html").exists()


@pytest.mark.parametrize(
    ("line", "warning"),
    [
        ("avatars = 'faces'", "'faces' is not a valid value; use 'initials' or 'images'"),
        ("title = ' '", "' ' is not a valid value; use at least one word"),
        ("per_page = 0", "0 is not a valid value; use a number above 0"),
        (
            "root = '../up'",
            "'../up' is not a valid value; use a folder without '.' and '..' that Sphinx does not write to",
        ),
        ("static = 'none'", "there is no folder 'none' in the source directory; give a path"),
        ("authors = 'no.yml'", "there is no file 'no.yml' in the source directory; give a path"),
        ("tags = 'no.yml'", "there is no file 'no.yml' in the source directory; give a path"),
    ],
)
def test_a_value_that_means_nothing_warns(build: Build, line: str, warning: str):
    built = configured(build, line)
    assert len(built.warnings) == 1
    name = line.partition(" ")[0]
    assert built.warnings[0].startswith(f"conf.py:2: WARNING: meetings_{name}: {warning}")
    assert built.warnings[0].endswith("[meetings.config]")
    assert (built.outdir / "meetings/index.html").exists()


@pytest.mark.parametrize(
    ("line", "hint"),
    [("per_pages = 5", "per_page"), ("serie = {}", "series"), ("Today = ''", "today")],
)
def test_a_name_that_is_nearly_an_option_warns(build: Build, line: str, hint: str):
    name = line.partition(" ")[0]
    assert configured(build, line).warnings == [
        f"conf.py:2: WARNING: meetings_{name}: there is no such option. "
        f"Did you mean 'meetings_{hint}'? [meetings.config]"
    ]
    # a variable of the author's
    assert configured(build, "folder = 'notes'").warnings == []


def test_what_a_command_overrides_is_not_in_conf_py(build: Build):
    conf = 'extensions = ["sphinxcontrib_meetings"]\nmeetings_today = "tomorrow"\n'
    built = build({"conf.py": conf}, conf={"meetings_today": "today"})
    assert built.warnings[0].startswith("WARNING: meetings_today: 'today' is not a valid date")


@pytest.mark.parametrize("path", ["'meetings/*'", "['/meetings/']", "['./meetings/**']"])
def test_patterns_as_others_write_them(build: Build, path: str):
    built = configured(build, f"path = {path}")
    assert built.warnings == []
    assert (built.outdir / "meetings/index.html").exists()


@pytest.mark.parametrize("path", [["meetings/*.md"], ["notes/**", "!meetings/**"]])
def test_patterns_of_nothing_warn(build: Build, path: list[str]):
    built = configured(build, f"path = {path}")
    (warning,) = (text for text in built.warnings if text.endswith("[meetings.config]"))
    assert (
        f"conf.py:2: WARNING: meetings_path: {path} matches no document; use patterns" in warning
    )
    # a folder may still be empty
    assert configured(build, "path = ['meetings/*', 'notes/**']").warnings == []


def test_flags_may_be_numbers(build: Build):
    built = configured(build, "drafts = 1")
    assert built.warnings == []
    assert (built.outdir / "meetings/2024-01-02-b.html").exists()


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("meeting_path", "path"),
        ("meetings_pth", "path"),
        ("metings_path", "path"),
        ("Meetings_title", "title"),
        ("meetingspath", "path"),
        ("meeting_per_page", "per_page"),
        ("meeting_serie", "series"),
    ],
)
def test_names_that_are_nearly_options_warn(build: Build, name: str, meant: str):
    conf = f'extensions = ["sphinxcontrib_meetings"]\n{name} = "x"\n'
    (warning,) = build({**NOTES, "conf.py": conf}).warnings
    assert warning == (
        f"conf.py:2: WARNING: {name}: there is no such option. "
        f"Did you mean 'meetings_{meant}'? [meetings.config]"
    )


def test_other_names_in_conf_are_the_authors_own(build: Build):
    conf = (
        'extensions = ["sphinxcontrib_meetings"]\n'
        'meeting_title = "Calls"\nmeetings_title = meeting_title\n'
        'settings_title = meeting = member_path = my_path = "x"\n'
    )
    assert build({**NOTES, "conf.py": conf}).warnings == []


@pytest.mark.parametrize(
    ("language", "is_meeting"), [("de", True), ("de_AT", True), (None, False), ("it", False)]
)
def test_folders_dated_in_the_language_of_the_project(language: str | None, is_meeting: bool):
    options = Options(language=language)
    assert is_meeting_path(options, "meetings/6. Mai 2026/index") is is_meeting
    assert is_note_path(options, "meetings/6. Mai 2026/index") is is_meeting
    assert is_meeting_path(options, "meetings/Template 6. Mai 2026") is is_meeting
    assert is_meeting_path(options, "meetings/May 6, 2026/index")
