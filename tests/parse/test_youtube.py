"""Addresses and ids of YouTube, and times in a recording."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxcontrib_meetings.model.meeting import timestamp
from sphinxcontrib_meetings.parse.youtube import (
    Video,
    is_time,
    is_youtube,
    parse_seconds,
    parse_video,
)

ID = "-8FoV7pnWgg"
ID_LETTERS = string.ascii_letters + string.digits + "-_"

# words of eleven letters that stand in place of an id
ids = st.text(ID_LETTERS, min_size=11, max_size=11).filter(
    lambda text: text not in ("videoseries", "live_stream")
)
videos = st.builds(
    Video, id=ids, start=st.integers(0, 999_999), playlist=st.text(ID_LETTERS, max_size=34)
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ID, Video(ID)),
        (f"  {ID}\n", Video(ID)),
        (f"https://www.youtube.com/watch?v={ID}", Video(ID)),
        (f"http://youtube.com/watch?v={ID}", Video(ID)),
        (f"HTTPS://WWW.YouTube.com/watch?v={ID}", Video(ID)),
        (f"www.youtube.com/watch?v={ID}", Video(ID)),
        (f"//www.youtube.com/embed/{ID}", Video(ID)),
        (f"https://m.youtube.com/watch?feature=share&v={ID}", Video(ID)),
        (f"https://music.youtube.com/watch?v={ID}&si=abc", Video(ID)),
        (f"https://youtu.be/{ID}", Video(ID)),
        (f"https://youtu.be/{ID}?si=q_W3&t=754", Video(ID, 754)),
        (f"https://youtu.be/{ID}/", Video(ID)),
        (f"https://www.youtube.com/live/{ID}?feature=share", Video(ID)),
        (f"https://www.youtube.com/shorts/{ID}", Video(ID)),
        (f"https://www.youtube.com/embed/{ID}?start=12", Video(ID, 12)),
        (f"https://www.youtube-nocookie.com/embed/{ID}", Video(ID)),
        (f"https://www.youtube.com/v/{ID}", Video(ID)),
        (f"https://www.youtube.com/watch/{ID}", Video(ID)),
        (f"https://www.youtube.com/watch?v={ID}&t=1h2m3s", Video(ID, 3723)),
        (f"https://www.youtube.com/watch?v={ID}&amp;t=12m34s", Video(ID, 754)),
        (f"https://www.youtube.com/watch?v={ID}#t=90s", Video(ID, 90)),
        (f"https://www.youtube.com/watch?v={ID}&t=", Video(ID)),
        (f"https://www.youtube.com/watch?v={ID}&list=PL_x-1&index=2", Video(ID, 0, "PL_x-1")),
        (f"https://youtu.be/{ID}?t=5 ", Video(ID, 5)),
    ],
)
def test_parse_video(text: str, expected: Video) -> None:
    assert parse_video(text) == expected


@pytest.mark.parametrize(
    ("text", "way_out"),
    [
        ("", "give the id"),
        ("too-short", "give the id"),
        (f"{ID}x", "give the id"),
        ("videoseries", "give the id"),
        ("ä" * 11, "give the id"),
        ("https://vimeo.com/12345", "give the id"),
        (f"https://youtube.com.example.org/watch?v={ID}", "give the id"),
        (f"https://youtube.com@example.org/watch?v={ID}", "give the id"),
        (f"javascript://youtube.com/watch?v={ID}", "give the id"),
        ("https://[youtube.com", "give the id"),
        ("https://www.youtube.com/watch?v=short", "an id has 11 letters"),
        (f"https://www.youtube.com/watch?v={ID}x", "an id has 11 letters"),
        ("https://www.youtube.com/@channel", "an id has 11 letters"),
        ("https://www.youtube.com/playlist?list=PLx", "an id has 11 letters"),
        ("https://www.youtube.com/embed/videoseries?list=PLx", "an id has 11 letters"),
        ("https://www.youtube.com/embed/live_stream?channel=UCx", "an id has 11 letters"),
        (f"https://youtu.be/{ID}?t=soon", "write 754, 12:34"),
        (f"https://youtu.be/{ID}?list=%3Cb%3E", "leave 'list=' out"),
    ],
)
def test_parse_video_says_the_way_out(text: str, way_out: str) -> None:
    with pytest.raises(ValueError, match=way_out):
        parse_video(text)


@given(
    st.text()
    | st.lists(
        st.sampled_from(
            ("https://", "youtu.be/", "www.youtube.com", "/watch?v=", "/embed/", ID, "&t=", "1:75")
        ),
        max_size=7,
    ).map("".join)
)
def test_any_text_is_a_video_or_a_value_error(text: str) -> None:
    try:
        video = parse_video(text)
    except ValueError:
        return
    assert len(video.id) == 11
    assert is_youtube(text) or text.strip() == video.id


def test_messages_are_short() -> None:
    with pytest.raises(ValueError, match=r"xxx\.\.\.' is no YouTube video") as caught:
        parse_video("x" * 100_000)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (f"https://youtu.be/{ID}", True),
        ("https://www.youtube.com/@channel", True),
        (" https://www.youtube-nocookie.com/embed/x", True),
        (ID, False),
        ("https://example.org/youtube.com", False),
        ("https://[youtube.com", False),
        ("", False),
    ],
)
def test_is_youtube(url: str, expected: bool) -> None:
    assert is_youtube(url) is expected


def test_addresses() -> None:
    video = Video(ID, 754, "PLx")
    assert video.watch_url == f"https://www.youtube.com/watch?v={ID}&t=754&list=PLx"
    assert video.embed_url == (
        f"https://www.youtube-nocookie.com/embed/{ID}?autoplay=1&start=754&list=PLx"
    )
    assert Video(ID).watch_url == f"https://www.youtube.com/watch?v={ID}"
    assert Video(ID).embed_url == f"https://www.youtube-nocookie.com/embed/{ID}?autoplay=1"
    assert Video(ID).thumbnail_url == f"https://i.ytimg.com/vi/{ID}/hqdefault.jpg"


def test_at() -> None:
    assert Video(ID, 754, "PLx").at(12) == Video(ID, 12, "PLx")
    assert Video(ID).at(-1) == Video(ID)


@given(videos)
def test_every_address_is_read_back(video: Video) -> None:
    assert parse_video(video.watch_url) == video
    assert parse_video(video.embed_url) == video
    assert is_youtube(video.watch_url)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("754", 754),
        ("0", 0),
        ("12:34", 754),
        ("0:12", 12),
        ("00:12", 12),
        ("75:10", 4510),
        ("1:02:03", 3723),
        ("01:02:03", 3723),
        ("1h2m3s", 3723),
        ("12m34s", 754),
        ("90s", 90),
        ("2h", 7200),
        (" 1H2M ", 3720),
    ],
)
def test_parse_seconds(text: str, seconds: int) -> None:
    assert parse_seconds(text) == seconds


@pytest.mark.parametrize(
    "text",
    ["", "-1", "1.5", "12:3", "12:75", "1:75:00", ":30", "1:2:03", "h", "soon", "9" * 9, "٣"],
)
def test_parse_seconds_says_the_way_out(text: str) -> None:
    with pytest.raises(ValueError, match="write 754, 12:34, 1:02:03 or 12m34s"):
        parse_seconds(text)


@given(st.integers(0, 999 * 3600))
def test_every_timestamp_is_read_back(seconds: int) -> None:
    assert parse_seconds(timestamp(seconds)) == seconds
    assert is_time(timestamp(seconds))


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0:00"), (12, "0:12"), (754, "12:34"), (3723, "1:02:03")]
)
def test_timestamp(seconds: int, text: str) -> None:
    assert timestamp(seconds) == text


def test_there_is_no_time_before_the_beginning() -> None:
    with pytest.raises(ValueError, match="times start at 0"):
        timestamp(-1)


@pytest.mark.parametrize("text", ["754", "12m34s", ID, "12:75", "a:b", ""])
def test_is_no_bare_time(text: str) -> None:
    assert not is_time(text)
