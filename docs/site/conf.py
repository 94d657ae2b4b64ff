"""How Sphinx builds the site, called by `.ci/site`."""

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
html_theme_options = {"top_of_page_buttons": []}


def setup(app: Sphinx) -> None:
    """Colours for the suffixes of examples that Pygments has no name for."""
    app.add_lexer("conf", PropertiesLexer)
    app.add_lexer("txt", TextLexer)
