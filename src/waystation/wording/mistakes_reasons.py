"""Why something could not be read, written or run: reasons of ours, of the system and of parsers, word for word.

`mistakes_words` says them in the language that is spoken. A reason of another program that is not here is quoted.
"""

from __future__ import annotations

from waystation.wording.language import mark

__all__ = ["REASONS"]

_OURS = (
    # about files, folders and commands
    mark("it did not start"),
    mark("it is closed"),
    mark("it is too long"),
    mark("it cannot be read"),
    mark("it ended"),
    mark("it has no size"),
    mark("its name cannot be followed"),
    mark("its program was not found"),
    mark("its quotation marks do not match"),
    mark("points are missing"),
    mark("the disk refused"),
    mark("the system refused"),
    mark("there is no such folder"),
    mark("you may not write there"),
    # about TOML and JSON
    mark("a colon is expected after a key"),
    mark("a comma must not stand before a closing bracket"),
    mark("a comma or a closing bracket is expected"),
    mark("a key in quotation marks is expected"),
    mark("a key is expected"),
    mark("a key stands twice"),
    mark("a key, a table or a comment is expected"),
    mark("a list has no closing bracket"),
    mark("a table has no closing brace on its line"),
    mark("a text has no closing quotation mark"),
    mark("a text has no closing quotation mark on its line, or holds a control character"),
    mark("a text holds a control character or a line break"),
    mark("a text holds half of a character (a surrogate)"),
    mark("a value is expected"),
    mark("no such date or time exists"),
    mark("no value is written like this; text needs quotation marks, true and false small letters"),
    mark("something follows the end of the document"),
    mark("something follows the value on its line"),
    mark("there is a control character, or a text has no closing quotation mark on its line"),
    mark("this key or table is there already"),
)
_SYSTEM = (
    mark("Address already in use"),
    mark("Broken pipe"),
    mark("Cannot allocate memory"),
    mark("Connection refused"),
    mark("Connection timed out"),
    mark("Device or resource busy"),
    mark("Directory not empty"),
    mark("Disk quota exceeded"),
    mark("Exec format error"),
    mark("File exists"),
    mark("File name too long"),
    mark("File too large"),
    mark("Input/output error"),
    mark("Invalid argument"),
    mark("Is a directory"),
    mark("No such device or address"),
    mark("No such file or directory"),
    mark("No space left on device"),
    mark("Not a directory"),
    mark("Operation not permitted"),
    mark("Permission denied"),
    mark("Read-only file system"),
    mark("Stale file handle"),
    mark("Text file busy"),
    mark("Too many levels of symbolic links"),
    mark("Too many open files"),
    mark("Too many open files in system"),
)
_PARSERS = (
    # of TOML and JSON: tomllib, json
    mark("Expected '=' after a key in a key/value pair"),
    mark("Expected ']' at the end of a table declaration"),
    mark("Expected ']]' at the end of an array declaration"),
    mark("Invalid \\escape"),
    mark("Invalid \\uXXXX escape"),
    mark("Invalid hex value"),
    mark("Unescaped '\\' in a string"),
    # of XML: expat
    mark("XML declaration not well-formed"),
    mark("XML or text declaration not at start of entity"),
    mark("duplicate attribute"),
    mark("encoding specified in XML declaration is incorrect"),
    mark("junk after document element"),
    mark("limit on input amplification factor (from DTD and entities) breached"),
    mark("mismatched tag"),
    mark("no element found"),
    mark("not well-formed (invalid token)"),
    mark("partial character"),
    mark("reference to invalid character number"),
    mark("syntax error"),
    mark("unbound prefix"),
    mark("unclosed CDATA section"),
    mark("unclosed token"),
    mark("undefined entity"),
    mark("unknown encoding"),
    # of tables and zips: csv, zipfile
    mark("unexpected end of data"),
    mark("File is not a zip file"),
    mark("Truncated file header"),
    # of reports: pydantic
    mark("Input should be a valid tuple"),
)
REASONS = {
    **{reason: reason for reason in (*_OURS, *_SYSTEM, *_PARSERS)},
    "no answer": mark("no answer (from a cluster)"),
}
"""Every reason that is said in another language, with the sentence by which the catalogues know it."""
