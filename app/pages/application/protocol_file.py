"""The protocol as a file to read, print and pass on: one page that needs nothing else."""

from html import escape
from typing import Final

from app.pages.application.bar import headline_text, subtitle_text
from app.pages.application.protocol import COLUMNS, told
from app.pages.application.scene import Scene

PAGE: Final = """<!DOCTYPE html>
<html lang="{language}">
<meta charset="utf-8">
<title>{title}</title>
<style>
body {{ font: 14px/20px sans-serif; color: #000; background: #fff; margin: 24px; }}
h1 {{ font-size: 20px; line-height: 28px; }}
table {{ border-collapse: collapse; width: 100%; }}
th, td {{ text-align: left; vertical-align: top; padding: 6px 8px; border-bottom: 1px solid #bbb; }}
tr {{ break-inside: avoid; }}
</style>
<h1>{headline}</h1>
<p>{subtitle}</p>
<table>
<thead><tr>{heads}</tr></thead>
<tbody>
{rows}
</tbody>
</table>
<p>{synthetic}</p>
</html>
"""


def protocol_page(scene: Scene) -> str:
    """Return the steps shown so far as an HTML document without any script or outside file."""
    words = scene.here.words
    heads = [words(f"application.protocol.{column}") for column in COLUMNS]
    last = len(scene.rows)
    rows = [
        [str(n), *told(scene, row, is_open=scene.is_open and n == last).values()]
        for n, row in enumerate(scene.rows, 1)
    ]
    return PAGE.format(
        language=scene.here.language,
        title=escape(words("application.protocol.title")),
        headline=escape(headline_text(scene)),
        subtitle=escape(subtitle_text(scene)),
        heads="".join(f'<th scope="col">{escape(head)}</th>' for head in heads),
        rows="\n".join(f"<tr>{''.join(f'<td>{escape(c)}</td>' for c in row)}</tr>" for row in rows),
        synthetic=escape(words("shell.synthetic")),
    )
