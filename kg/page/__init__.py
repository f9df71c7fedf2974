"""How is the graph shown? As one HTML file that opens anywhere, without any network."""

from kg.page.write import notebook_html, render

__all__ = ["notebook_html", "render"]
