"""One small archive with everything in it."""

from __future__ import annotations

from typing import Any

from support.images import png

ID = "aqz-KE-bpKQ"
OTHER = "dQw4w9WgXcQ"

CALL = f"""\
---
title: A call about everything
date: 2024-05-08 17:00
timezone: UTC
duration: 59:30
authors: [ada, bo]
tags: [storage, C++]
recording: https://youtu.be/{ID}
location: Room 5
---

What we *talked* about, see [the first one](2024-01-02-first.rst) and the
[last](/meetings/2025-03-04-last/).

<!-- truncate -->

### Storage

At {{youtube}}`12:34` there was {{youtube}}`a vote <{ID}?t=1h2m3s>`.

{{youtube}}`The demo <https://youtu.be/{OTHER}?t=90>`

:::tip[Do *this*]
- [x] keep notes
- [ ] share them
:::

:::info
Nothing else.
:::

| who | what |
|-----|------|
| ada | {{youtube}}`0:10` |

![The room](room.png) and ![the plan](/img/plan.png),
[![linked plan](/img/plan.png)](2024-01-02-first.rst)

<details><summary>More</summary>

Hidden ~~words~~.<br />Another line.

</details>

```{{meeting-list}}
:tag: storage
:format: cards
```
"""

LAST = f"""\
---
authors: [{{name: Cy Dee, url: "https://example.org/"}}]
tags: [storage]
status: cancelled
---

import ReactPlayer from 'react-player';
export const x = {{
  y: 1,
}};

# The last one

An *excerpt* with a [link](2024-05-08-call.md#storage).

{{/* truncate */}}

<ReactPlayer url='https://youtu.be/{ID}' controls />

<Admonition type="note" title="Well" icon={{<Icon />}}>

Some **bold** words.

</Admonition>

<div className="box" style={{{{textAlign: 'right'}}}}>Right.</div>

<Tabs><TabItem value="a" label="A">First tab.</TabItem></Tabs>
"""

TRANSCRIPT = f"""\
# Transcript of the last one

**Cy** [0:12](https://youtu.be/{ID}?t=12) Hello.
"""

FIRST = f"""\
The first one
=============

:date: 2024-01-02
:authors: ada; bo
:tags: rules
:recording: https://vimeo.com/1

Opening words with a note [#]_ and :meeting:ref:`latest`.

.. truncate

.. youtube:: {ID}
   :caption: With *all* of us

.. meeting-list::
   :format: table

.. [#] A footnote.
"""

RUNNING = f"""\
# Running notes

Before all.

## January

```{{meeting}}
:date: 2024-01-09
:authors: bo
:tags: storage
```

{{youtube}}`{ID}`

## February 6, 2024

```{{meeting}}
:location: Online
:recording: https://youtu.be/{OTHER}
```

Then {{youtube}}`1:02:03`.
"""

INDEX = """\
# Home

See {meeting:tag}`storage`, {meeting:person}`ada`, {meeting:author}`bo` and
{meeting:ref}`meetings/2024-05-08-call`.

```{meeting-list}
```

```{meeting-list}
:format: compact
:group-by: year
```

```{meeting-tags}
```

```{meeting-people}
```
"""

TOCTREE = "\n```{toctree}\n:glob:\n\nmeetings/*\n```\n"

FILES: dict[str, str | bytes | None] = {
    "meetings/2024-01-02-first.rst": FIRST,
    "meetings/2024-05-08-call.md": CALL,
    "meetings/2025-03-04-last.mdx": LAST,
    "meetings/2025-03-04-last-transcript.mdx": TRANSCRIPT,
    "notes/running.md": RUNNING,
    "meetings/room.png": png(),
    "meetings/authors.yml": "ada:\n  name: Ada Lovelace\n  title: Chair\nbo:\n  name: Bo\n",
}

CONF: dict[str, Any] = {
    "meetings_site_url": "https://example.org/",
    "meetings_today": "2026-01-01",
    "project": "Everything",
    "author": "They",
    "copyright": "They",
    "version": "1",
    "language": "en",
    "html_copy_source": False,
    "html_permalinks": False,
}
