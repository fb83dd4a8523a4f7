"""Renderers: one module a format. They compute nothing."""
