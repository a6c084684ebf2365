"""Patterns over Vietnamese letters."""

import re

CAPITALS = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
SMALL = "a-zàáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"


def regex(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """`re.compile`, where "A-ZÀ-Ỹ" means every capital and "a-zà-ỹ" every small letter.

    As plain ranges they would not: in Unicode, Vietnamese capitals and small letters alternate from "Ạ" on.
    """
    return re.compile(pattern.replace("A-ZÀ-Ỹ", CAPITALS).replace("a-zà-ỹ", SMALL), flags)
