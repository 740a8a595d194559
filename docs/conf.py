"""How Sphinx builds these pages: `make docs`."""

import tomllib
from pathlib import Path

_pyproject = Path(__file__).parent.parent / "pyproject.toml"
_package = tomllib.loads(_pyproject.read_text(encoding="utf-8"))["project"]

project = "Good Offices"
author = "The Good Offices contributors"
project_copyright = author
version = release = _package["version"]

extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
templates_path: list[str] = []

myst_enable_extensions = ["colon_fence", "deflist", "fieldlist"]
# Headings can be linked to from other pages (page.md#a-heading), and such a link to nowhere is an error.
myst_heading_anchors = 4

html_theme = "furo"
html_title = f"{project} {release}"
html_copy_source = False
html_show_sphinx = False
