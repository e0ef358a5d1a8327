"""Why the operating system refused something, in Russian."""

import errno

_REASONS = {
    errno.ENOENT: "такого файла или папки нет",
    errno.EISDIR: "это папка, а нужен файл",
    errno.ENOTDIR: "на месте папки стоит файл",
    errno.EEXIST: "на месте папки стоит файл",
    errno.EACCES: "нет прав",
    errno.EPERM: "нет прав",
    errno.EROFS: "сюда нельзя писать",
    errno.ENOSPC: "на диске нет места",
    errno.EDQUOT: "на диске нет места",
    errno.ENAMETOOLONG: "имя слишком длинное",
    errno.EIO: "диск не отвечает",
    errno.EADDRINUSE: "порт занят",
}


def reason(error: OSError) -> str:
    """A few words for the end of a sentence; a rare refusal is named by its number."""
    return _REASONS.get(error.errno or 0, f"отказ системы, код {error.errno}")
