from .draft import Draft
from .edition import Edition, Release, digest
from .service import Service

__all__ = ["Draft", "Edition", "Release", "Service", "digest"]
