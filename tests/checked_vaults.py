"""Every vault that a test leaves behind is verified when the test ends, as `waystation vault check` does it.

No test can go round it: the folders are those that any code opened in this process, and those that lie in the folders
that pytest made for the test, whatever process put them there. What opens them is known because it was used here, or
is found as people find it: by trying the passphrases that lie in the test's folder. A test that damages a vault on
purpose says so with `@pytest.mark.damaged("why")`; if it does not damage any, that is a failure too.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.keeping import ANOTHER, PASSPHRASE
from tests.kept import AROUND
from waystation.desk.keep.checking import check_vault
from waystation.desk.keep.creating import PACKED, SPARE, unpacked
from waystation.desk.keep.opening import OpenVault
from waystation.errors import WaystationError
from waystation.storage.vault_connection import StoreKey
from waystation.storage.vault_folder import STORES, VaultFolder, looks_like_vault
from waystation.storage.vault_store import VaultStore
from waystation.vault.head import TRUE, Opened, Secret, open_head

__all__ = ["CheckedVaults", "Watched", "unsound"]

SALT = 16
MOST_WORDS = 200


class Watched:
    """What was seen of vaults in this process: their folders, and what opens their stores.

    Args:
        folders: Folders of vaults that were opened, and folders made for tests, since they were last asked for.
        keys: What opens a store, by the salt that its file begins with.
    """

    def __init__(self) -> None:
        self.folders: dict[Path, None] = {}
        self.made: dict[Path, None] = {}
        self.keys: dict[bytes, StoreKey] = {}

    def start(self) -> Callable[[], None]:
        """Look on from now on; what is handed back ends it. Nothing that is looked at is changed."""
        undo = [
            _after(StoreKey, "__post_init__", lambda key, _: self.keys.setdefault(key.salt, key)),
            _after(VaultFolder, "__init__", lambda vault, _: self.folders.setdefault(vault.path.absolute())),
            _after(pytest.TempPathFactory, "mktemp", lambda _, path: self.made.setdefault(path)),
        ]

        def stop() -> None:
            for each in undo:
                each()

        return stop

    def left_behind(self) -> list[Path]:
        """The vaults that are there, of those seen since this was last asked."""
        found = dict(self.folders)
        for made in self.made:
            found |= dict.fromkeys(head.parent for head in made.rglob("a") if head.is_file())
        self.folders, self.made = {}, {}
        return sorted(path for path in {path.resolve() for path in found} if looks_like_vault(path))


def _after(owner: type, name: str, note: Callable[..., object]) -> Callable[[], None]:
    """Note what a method was called on and what it gave, each time it has done its work."""
    method = getattr(owner, name)

    @wraps(method)
    def noting(self: object, *args: object, **kwargs: object) -> object:
        made = method(self, *args, **kwargs)
        note(self, made)
        return made

    setattr(owner, name, noting)

    def undo() -> None:
        setattr(owner, name, method)

    return undo


def unsound(folder: Path, keys: dict[bytes, StoreKey], words: Iterable[str] = ()) -> list[str]:
    """What `waystation vault check` says is wrong with a vault's folder, whichever of its stores are in use.

    Args:
        folder: The folder; it is left as it is.
        keys: What opens stores, by their salts.
        words: Passphrases to try where no key is known.
    """
    known = {letter: keys.get((folder / letter).read_bytes()[:SALT]) for letter in STORES}
    if not any(known.values()):
        known |= _by_passphrase(folder, words)
    if not any(known.values()):
        return ["nobody knows what opens it"]
    return [wrong for letter, key in known.items() if key is not None for wrong in _wrong_with(folder, letter, key)]


@contextmanager
def _copied(folder: Path) -> Iterator[VaultFolder]:
    """A copy of a vault as it lies there: whoever opens and closes it may move what lies beside its stores."""
    with TemporaryDirectory(prefix="waystation-") as name:
        copy = Path(name) / "v"
        shutil.copytree(folder, copy)
        copy.chmod(0o700)
        yield VaultFolder(copy)


def _by_passphrase(folder: Path, words: Iterable[str]) -> dict[str, StoreKey]:
    """What a passphrase opens, and what lies in there to open the other store with."""
    head = (folder / "a").read_bytes()
    for word in words:
        try:
            opened = open_head(head, word)
        except WaystationError:
            return {}
        if opened is not None:
            secret = opened.secret
            found = {secret.store: StoreKey(secret.store_key, secret.store_salt)}
            with _copied(folder) as copy, VaultStore(copy, secret.store, found[secret.store]) as store:
                kept = (store.own("duress"), store.own(SPARE))  # the first with its slot before it
                for other in (unpacked(one[-PACKED:]) for one in kept if one is not None):
                    found[other.store] = StoreKey(other.store_key, other.store_salt)
            return found
    return {}


def _wrong_with(folder: Path, letter: str, key: StoreKey) -> Iterator[str]:
    try:
        with _copied(folder) as copy, VaultStore(copy, letter, key) as store:
            a_vault = store.own("vault") is not None and store.own("device") is not None
            if not a_vault:  # one that nobody uses, or has joined yet, or that never was more than a store
                yield from (f"{letter}: {harm}" for harm in store.check())
        if a_vault:
            with _copied(folder) as copy:
                yield from _checked(letter, OpenVault(copy, Opened(0, Secret(TRUE, letter, key.key, key.salt)), AROUND))
    except WaystationError as error:
        yield f"{letter}: {error}"


def _checked(letter: str, vault: OpenVault) -> Iterator[str]:
    try:
        for problem in check_vault(vault).problems:
            yield f"{letter}: {problem.code} {dict(problem.fields)}"
    finally:
        vault.leave()


class CheckedVaults:
    """The plugin: at the end of each test, before what it was given is taken away.

    Args:
        watched: What was seen.
    """

    def __init__(self, watched: Watched) -> None:
        self._watched = watched
        self._stop: Callable[[], None] = watched.start()

    def pytest_unconfigure(self) -> None:
        """Look on no more."""
        self._stop()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Generator[None, object, object]:
        """Check what the test leaves behind, then let it be taken away; then say what was wrong."""
        made = list(self._watched.made)
        wrong = {}
        for folder in self._watched.left_behind():
            try:
                found = unsound(folder, self._watched.keys, dict.fromkeys(_passphrases(made)))
            except Exception as error:  # noqa: BLE001 - what the test was given is taken away all the same
                found = [repr(error)]
            if found:
                wrong[folder] = found
        done = yield
        reason = item.get_closest_marker("damaged")
        if wrong and reason is None:
            said = "\n".join(f"{folder}: {one}" for folder, found in wrong.items() for one in found)
            pytest.fail(f"the test leaves a vault behind that is not sound:\n{said}", pytrace=False)
        if reason is not None and not wrong:
            pytest.fail(f"no vault is damaged, though the test says: {reason.args[0]}", pytrace=False)
        return done


def _passphrases(folders: Iterable[Path]) -> Iterator[str]:
    """What may open a vault that another process made: the first lines of the short files beside it."""
    yield from (PASSPHRASE, ANOTHER)
    for folder in folders:
        for path in sorted([*folder.glob("*"), *folder.glob("*/*")]):
            if path.is_file() and path.stat().st_size <= MOST_WORDS:
                with suppress(UnicodeDecodeError):
                    yield path.read_text("utf-8").partition("\n")[0]
