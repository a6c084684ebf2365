"""The morning's mail as HTML: whole, escaped, and asking for nothing from anywhere."""

import re

import pytest
from flask_babel import force_locale

from tracker.reminders.mail_html import Foot, MailGroup, MailLine, digest_html

LINE = MailLine(
    unit="Xã Đăk Kôi",
    title='Rà soát <b>hộ</b> & "vườn nhà"',
    about="Nhiệm vụ · 118-KH/BCĐ",
    due="30/10/2026",
    left="còn 2 ngày làm việc",
    url="https://giao-ban.vi-du.gov.vn/tasks/7?a=1&b=2#assignment-9",
    tone="due-soon",
)


@pytest.fixture
def page(app_context) -> str:
    groups = [MailGroup("Sắp đến hạn", "due-soon", [LINE]), MailGroup("Quá hạn", "overdue", [])]
    with force_locale("vi"):
        return digest_html(
            subject="Việc đến hạn 28/10/2026",
            greeting="Kính gửi anh/chị Y Blêu,",
            intro="",
            groups=groups,
            more=Foot("và 312 việc khác", "https://giao-ban.vi-du.gov.vn/due/"),
            feet=[Foot("Mở trang không làm thay đổi gì.")],
        )


def test_a_line_leads_to_its_page_with_one_click(page):
    found = re.findall(r'href="([^"]+)"', page)
    assert found == [LINE.url.replace("&", "&amp;"), "https://giao-ban.vi-du.gov.vn/due/"]
    assert "Rà soát &lt;b&gt;hộ&lt;/b&gt; &amp; &#34;vườn nhà&#34;" in page
    assert "30/10/2026 · còn 2 ngày làm việc" in page
    assert "Quá hạn" not in page  # a group without lines


def test_opening_it_tells_nobody_and_acts_on_nothing(page):
    assert not re.search(r"<(img|script|link|iframe|form|object|video|audio|style)\b|url\(|@import|background=", page)
    assert '<html lang="vi">' in page


def test_its_text_can_be_read_on_its_ground(page):
    """Contrast of every ink that is used with white paper: 4.5 or more."""
    for ink in set(re.findall(r"[^-]color:(#[0-9a-f]{6})", page)):
        assert contrast(ink, "#ffffff") >= 4.5, ink


def contrast(one: str, other: str) -> float:
    light, dark = sorted((brightness(one), brightness(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def brightness(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
