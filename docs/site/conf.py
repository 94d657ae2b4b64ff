"""How Sphinx builds the site, called by `.ci/site`."""

import re

from pygments.lexers import PropertiesLexer, TextLexer
from sphinx.application import Sphinx

from kafkalint import __version__

project = "kafkalint"
copyright = "the authors of kafkalint; Apache-2.0"  # noqa: A001  # Sphinx wants this name
html_title = f"kafkalint {__version__}"
extensions = ["myst_parser"]
myst_heading_anchors = 4  # as GitHub has them, so that links hold on both
highlight_language = "text"
smartquotes = False  # options begin with two dashes
html_theme = "furo"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_show_sphinx = False
html_copy_source = False
myst_url_schemes = {"http": None, "https": None, "beside": "{{path}}"}  # files beside the pages, which are none
html_theme_options = {"top_of_page_buttons": []}


def breakable(_app: Sphinx, _page: str, _template: str, context: dict[str, str], _doctree: object) -> None:
    """Let long names in tables break behind a dot or an underscore; the index of the search is made of other text."""
    parts = re.split(r"(<td[^>]*>.*?</td>)", context.get("body", ""), flags=re.DOTALL)
    context["body"] = "".join(
        re.sub(r"(?<=[a-z][._])(?=[a-z][^<>]*<)", "<wbr>", part) if at % 2 else part for at, part in enumerate(parts)
    )


def setup(app: Sphinx) -> None:
    """Colours for the suffixes of examples that Pygments has no name for, and names that can break."""
    app.add_lexer("conf", PropertiesLexer)
    app.add_lexer("txt", TextLexer)
    app.connect("html-page-context", breakable)
