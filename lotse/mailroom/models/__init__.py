from .letter import Letter, post

__all__ = ["Letter", "post"]
