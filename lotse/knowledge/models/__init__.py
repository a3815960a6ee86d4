from .text_module import PLACEHOLDERS, TextModule, unknown_placeholders

__all__ = ["PLACEHOLDERS", "TextModule", "unknown_placeholders"]
