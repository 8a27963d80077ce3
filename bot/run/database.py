"""Which database a process works on, as its log says: whoever starts it in another folder sees that it is a new one."""

from pathlib import Path

from bot.store.address import Address

NEW = ", which is new: there are no votes in it yet"


def database_told(address: Address) -> str:
    """Where it is, and whether it is new. To be asked before it is opened, which makes it."""
    where = address.absolute() if isinstance(address, Path) else address
    return f"The database is {where}{NEW if is_new(address) else ''}"


def is_new(address: Address) -> bool:
    """Whether it is a file that is still to be made. What a server has is not asked."""
    if not isinstance(address, Path):
        return False
    try:
        return not address.exists() or (address.is_file() and not address.stat().st_size)
    except OSError:  # opening it says why
        return False
