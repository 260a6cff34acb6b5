from maillage.minutes.actions.minutes import (
    adopt,
    draft,
    open_to_all,
    refresh,
    remark,
    send_to_review,
    settle,
    sign,
    take_back,
    write,
)
from maillage.minutes.actions.register import affect, arrange, enter, follow

__all__ = [
    "adopt",
    "affect",
    "arrange",
    "draft",
    "enter",
    "follow",
    "open_to_all",
    "refresh",
    "remark",
    "send_to_review",
    "settle",
    "sign",
    "take_back",
    "write",
]
