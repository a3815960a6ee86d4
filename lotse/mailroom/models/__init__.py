from .inbound import Inbound
from .letter import Letter, post
from .notice import Notice, raise_notice, settle, watch

__all__ = ["Inbound", "Letter", "Notice", "post", "raise_notice", "settle", "watch"]
