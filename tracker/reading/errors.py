"""Refusals of files and of dates, each saying what happened and what to do."""

from tracker.core.errors import N_, RuleBroken


class FileRefused(RuleBroken):
    """A file that is not read. Catch this one to show any of the refusals below."""

    message = N_("This file cannot be read. Save it as a Word document (.docx) and try again.")


class EmptyFile(FileRefused):
    """Nothing in it."""

    message = N_("This file is empty. Choose another file.")


class FileTooLarge(FileRefused):
    """Over the limit, as it is or once unpacked."""

    message = N_("This file is larger than %(limit)s MB. Remove its pictures or split it, and try again.")


class TooManyParagraphs(FileRefused):
    """More paragraphs and cells than any document of an office."""

    message = N_("This document has more than %(limit)s paragraphs. Split it, and try again.")


class NotADocument(FileRefused):
    """Neither text nor Word, or not what its name says."""

    message = N_("This is not a document that can be read here. Choose a .docx or a .txt file.")


class NameAndContentDiffer(FileRefused):
    """The extension says one thing, the bytes another."""

    message = N_("The file's name says %(said)s, but it is something else. Save it again as .docx or .txt.")


class OldWordFile(FileRefused):
    """The .doc of Word 97-2003."""

    message = N_("This is an old Word file (.doc). Open it in Word, save it as .docx, and choose that file.")


class PdfFile(FileRefused):
    """A PDF."""

    message = N_(
        "This is a PDF. Choose the Word file (.docx) that it was made from, or copy its text into a .txt file."
    )


class PictureFile(FileRefused):
    """A picture: a photo or a scan."""

    message = N_("This is a picture. Choose the Word file (.docx), or type its text into a .txt file.")


class SpreadsheetFile(FileRefused):
    """An Excel or PowerPoint file."""

    message = N_("This is a spreadsheet or a presentation. Copy its text into a Word document (.docx) and choose that.")


class BrokenDocument(FileRefused):
    """A Word file that cannot be unpacked or parsed."""

    message = N_("This Word file is damaged. Open it in Word, save it again as .docx, and choose the new file.")


class DocumentWithMacros(FileRefused):
    """A Word file that carries a program."""

    message = N_("This Word file contains macros. Save it as .docx, which has none, and choose that file.")


class DocumentWithEntities(FileRefused):
    """XML with a DTD: Word writes none, attacks do."""

    message = N_("This Word file contains definitions that Word does not write. Save it again in Word as .docx.")


class DocumentWithoutWords(FileRefused):
    """Hardly any text: most often a scan pasted into a document."""

    message = N_(
        "No text was found in this file; it may be a scanned picture. Choose the Word file it was printed from."
    )


class UnknownEncoding(FileRefused):
    """A text file in an old encoding."""

    message = N_("This text is not in Unicode. Open it, save it with the encoding UTF-8, and choose it again.")


class NoSuchDay(RuleBroken):
    """Figures like a date, but the calendar has no such day: 31/6/2024."""

    message = N_("There is no day “%(words)s”. Check the day and the month.")


class NotADay(RuleBroken):
    """Words that say no day, where one is asked for."""

    message = N_("Write the day like 30/09/2026.")


class NotOneDay(RuleBroken):
    """A month, a quarter, some days, "before 15/10": where one day is asked for, a person says which."""

    message = N_("“%(words)s” does not name one day. Write the day that is meant, for example %(day)s.")


class NotADate(RuleBroken):
    """Words that say no date."""

    message = N_("“%(words)s” is not a date. Write for example 30/9/2024, tháng 9/2024 or hết quý III/2024.")
