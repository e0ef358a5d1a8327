"""What the documentation shows is tried: commands are run, settings loaded, links followed, a backup restored.

A command that nobody here knows how to try fails, so that a new one cannot slip into the README untried.
"""

import configparser
import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from PIL import Image
from pydantic import BaseModel

from bot.__main__ import cli
from bot.config import Config, load

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
VSROK = Path(sys.executable).with_name("vsrok")
PROGRAMS = ("make", "vsrok", ".venv/bin/vsrok", "systemctl", "journalctl", "git", "cp")
PLACES = r"ПАПКА|КУДА|/путь/к/копиям|/var/backups/vsrok"
WITHIN = 90.0  # seconds; slow cores shared with other tests
LARGEST_PICTURE = 250_000  # bytes

pytestmark = pytest.mark.timeout(240)

_FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r'!?\[[^\]]*\]\(([^)\s]+)\)|<img src="([^"]+)"')


@dataclass(frozen=True)
class Block:
    """A fenced block of a page."""

    page: Path
    language: str
    text: str

    @property
    def is_layout(self) -> bool:
        """A list of folders with what is in them."""
        return all(re.match(r"\w+/\s", line) for line in self.text.splitlines())

    @property
    def is_contract(self) -> bool:
        """JSON of the sandbox's control, with names for what is described elsewhere."""
        return self.text.startswith("{")

    @property
    def is_commands(self) -> bool:
        """Whatever is nothing else: an unknown block must not go untried."""
        return not self.language and not self.is_layout and not self.is_contract


def blocks() -> list[Block]:
    """Every fenced block of the documentation."""
    return [
        Block(page, language, dedent(text))
        for page in PAGES
        for _, language, text in _FENCE.findall(page.read_text("utf-8"))
    ]


def commands() -> list[str]:
    """Every command of the documentation, once, without its folder and the words behind «#»."""
    typed = [line for block in blocks() if block.is_commands for line in block.text.splitlines()]
    for page in PAGES:
        quoted = _INLINE.findall(_FENCE.sub("", page.read_text("utf-8")))
        typed += [words for words in quoted if words.split()[0] in PROGRAMS]
    plain = {line.split("  #")[0].strip().removeprefix(".venv/bin/") for line in typed}
    return sorted(plain - {"", "vsrok"})


@dataclass(frozen=True)
class Checkout:
    """An empty place with what stands in the repository and a command of the documentation needs."""

    folder: Path

    @property
    def environ(self) -> dict[str, str]:
        """The settings of this computer do not reach into it."""
        return {name: value for name, value in os.environ.items() if not name.startswith("VSROK_")}

    def run(self, *arguments: str) -> str:
        """Run a command to its end; what it printed. It must end well."""
        done = subprocess.run(
            arguments, cwd=self.folder, env=self.environ, capture_output=True, text=True, timeout=WITHIN, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout

    def vsrok(self, *arguments: str) -> str:
        """Run the installed program."""
        return self.run(str(VSROK), *arguments)

    @contextmanager
    def running(self, *arguments: str, until: str, **settings: str) -> Iterator[str]:
        """Run the installed program for the length of the block, from when it has said ``until``; what it said then.

        SIGTERM must end it well.
        """
        said = self.folder / f"{arguments[0]}.txt"
        with said.open("w") as output:
            process = subprocess.Popen(
                [str(VSROK), *arguments],
                cwd=self.folder,
                env=self.environ | settings,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        try:
            eventually(lambda: until in said.read_text("utf-8") or process.poll() is not None)
            assert process.poll() is None, said.read_text("utf-8")
            yield said.read_text("utf-8")
            process.send_signal(signal.SIGTERM)
            assert process.wait(WITHIN) == 0, said.read_text("utf-8")
            assert "Traceback" not in said.read_text("utf-8")
        finally:
            process.kill()
            process.wait()


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    shutil.copy(ROOT / "config.example.toml", tmp_path)
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    return Checkout(tmp_path)


def eventually(holds: Callable[[], bool]) -> None:
    """Wait until it holds."""
    until = time.monotonic() + WITHIN
    while not holds():
        assert time.monotonic() < until, "it never came"
        time.sleep(0.05)


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fetched(address: str, body: dict[str, Any] | None = None) -> Any:
    """GET, or POST where there is a body; the JSON that came back."""
    sent = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(address, sent, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=WITHIN) as answer:
        return json.load(answer)


# How each command is tried. The arguments are those of the documentation, but for the names of folders and the port.


def try_make(checkout: Checkout, target: str) -> None:
    recipe = subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, text=True, check=False)
    assert recipe.returncode == 0, recipe.stderr
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


def try_copying_settings(checkout: Checkout, source: str, target: str) -> None:
    checkout.run("cp", source, target)
    assert "Ошибок нет" in checkout.vsrok("check")


def try_run(checkout: Checkout) -> None:
    port = str(free_port())
    with checkout.running("run", until="username=", VSROK_SANDBOX__PORT=port) as said:
        address = f"http://127.0.0.1:{port}/"
        assert address in said
        with urllib.request.urlopen(address, timeout=WITHIN) as page:
            assert "Песочница" in page.read().decode()
    # «Данные пробы лежат в data/demo».
    assert (checkout.folder / "data" / "demo" / "vsrok.sqlite3").is_file()


def try_sandbox(checkout: Checkout, options: str | None) -> None:
    port = str(free_port())
    typed = re.sub(r"--port \d+", f"--port {port}", options or f" --port {port}")
    with checkout.running("sandbox", *shlex.split(typed), until="Песочница: ") as said:
        assert fetched(f"{said.split('Песочница: ')[1].strip()}sandbox/clock")["now"] > 0


def try_check(checkout: Checkout) -> None:
    assert "Ошибок нет" in checkout.vsrok("check")


def try_read(checkout: Checkout, file: str | None) -> None:
    file = file or "examples/003.docx"
    assert "мероприятий: 27" in checkout.vsrok("read", file)
    assert len(json.loads(checkout.vsrok("read", file, "--json"))["measures"]) == 27


def try_deadline(checkout: Checkout, words: str | None) -> None:
    assert "до чт 20 октября 2022 включительно" in checkout.vsrok("deadline", words or "до 20.10.2022 г.")


def try_migrate(checkout: Checkout) -> None:
    checkout.vsrok("migrate")
    assert (checkout.folder / "data" / "vsrok.sqlite3").is_file()


def try_backup(checkout: Checkout) -> None:
    checkout.vsrok("migrate")
    checkout.vsrok("backup", "copies")
    [archive] = (checkout.folder / "copies").iterdir()
    assert "vsrok.sqlite3" in zipfile.ZipFile(archive).namelist()


def try_crontab(checkout: Checkout, moment: str, folder: str, command: str) -> None:
    assert all(re.fullmatch(r"\*|\d{1,2}", part) for part in moment.split())
    assert folder == unit()["Service"]["WorkingDirectory"]
    how_to_try(command.removeprefix(".venv/bin/"))(checkout)


def try_help(checkout: Checkout) -> None:
    for name in cli.commands:
        assert f"vsrok {name}" in checkout.vsrok(name, "--help")


def try_pull(checkout: Checkout) -> None:
    named = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    checkout.run("git", "init", "--quiet", "--initial-branch=main", "origin")
    commit = ("git", "-C", "origin", *named, "commit", "--quiet", "--allow-empty", "-m")
    checkout.run(*commit, "first")
    checkout.run("git", "clone", "--quiet", "origin", "copy")
    checkout.run(*commit, "second")
    checkout.run("git", "-C", "copy", "pull", "--quiet")
    assert "second" in checkout.run("git", "-C", "copy", "log")


def try_service(checkout: Checkout, name: str) -> None:
    assert f"/etc/systemd/system/{name}.service" in (ROOT / "docs" / "service.md").read_text("utf-8")


Try = Callable[..., None]
HOW: tuple[tuple[str, Try], ...] = (
    (r"make (\w+)", try_make),
    (r"cp (config\.example\.toml) (config\.toml)", try_copying_settings),
    (r"git pull", try_pull),
    (r"systemctl enable --now (\w+)", try_service),
    (r"journalctl -u (\w+) -f", try_service),
    (r"((?:\S+ ){5})cd (\S+) && (.+)", try_crontab),
    (r"vsrok run", try_run),
    (r"vsrok sandbox((?: --port \d+| --state \S+)*)", try_sandbox),
    (r"vsrok check", try_check),
    (r"vsrok read(?: (\S+))?", try_read),
    (r'vsrok deadline(?: "(.+)")?', try_deadline),
    (r"vsrok migrate", try_migrate),
    (rf"vsrok backup(?: (?:{PLACES}))?", try_backup),
    (r"vsrok КОМАНДА --help", try_help),
)


def how_to_try(command: str) -> Callable[[Checkout], None]:
    """The trial of a command; AssertionError for one that nobody knows how to try."""
    for pattern, attempt in HOW:
        found = re.fullmatch(pattern, command)
        if found:
            return lambda checkout: attempt(checkout, *found.groups())
    raise AssertionError(f"the documentation shows a command that is not tried here: {command}")


@pytest.mark.parametrize("command", commands())
def test_a_command_of_the_documentation_works(command: str, checkout: Checkout) -> None:
    how_to_try(command)(checkout)


def test_every_command_of_the_program_stands_in_the_readme() -> None:
    table = re.findall(r"^\| `vsrok (\w+)", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    assert sorted(table) == sorted(cli.commands)


def test_a_command_that_nobody_knows_how_to_try_fails() -> None:
    for unknown in ("vsrok dance", "rm -rf data", "vsrok backup --fast ПАПКА", "make"):
        with pytest.raises(AssertionError, match="not tried here"):
            how_to_try(unknown)


# Settings and services


@pytest.mark.parametrize("block", [block for block in blocks() if block.language == "toml"], ids=lambda b: b.page.name)
def test_settings_of_the_documentation_are_accepted(block: Block, checkout: Checkout) -> None:
    (checkout.folder / "config.toml").write_text(block.text, "utf-8")
    config = load(checkout.folder / "config.toml", {})
    assert config.telegram.token is not None
    assert config.telegram.admins
    said = checkout.vsrok("check")
    assert "ключ есть" in said
    assert config.telegram.token.get_secret_value() not in said


def test_environment_variables_of_the_documentation_are_settings() -> None:
    named = {
        tuple(name.lower().split("__"))
        for page in PAGES
        for name in re.findall(r"VSROK_(\w+__\w+)", page.read_text("utf-8"))
    }
    for section, name in named:
        model = Config.model_fields[section].annotation
        assert isinstance(model, type)
        assert issubclass(model, BaseModel)
        assert name in model.model_fields


def unit() -> configparser.ConfigParser:
    """The systemd unit of the documentation."""
    [text] = [block.text for block in blocks() if block.language == "ini"]
    parsed = configparser.ConfigParser()
    parsed.optionxform = str  # type: ignore[assignment, method-assign]
    parsed.read_string(text)
    return parsed


def test_the_service_runs_a_command_of_the_program() -> None:
    program, command = unit()["Service"]["ExecStart"].split()
    assert program == f"{unit()['Service']['WorkingDirectory']}/.venv/bin/{VSROK.name}"
    assert command in cli.commands
    assert unit().sections() == ["Unit", "Service", "Install"]


def test_every_block_is_of_a_kind_that_is_tried() -> None:
    assert {block.language for block in blocks()} <= {"", "toml", "ini"}


@pytest.mark.parametrize("block", [block for block in blocks() if block.is_layout], ids=lambda b: b.page.name)
def test_the_folders_that_are_described_exist(block: Block) -> None:
    for line in block.text.splitlines():
        assert (ROOT / line.split()[0]).is_dir()


@pytest.mark.parametrize("block", [block for block in blocks() if block.is_contract], ids=lambda b: b.text[:24])
def test_the_names_of_the_sandbox_contract_stand_in_its_code(block: Block) -> None:
    code = "".join(path.read_text("utf-8") for path in (ROOT / "sandbox").rglob("*") if path.suffix in (".py", ".js"))
    for name in re.findall(r'"([a-z_]+)":', block.text) + re.findall(r'"kind": "(\w+)"', block.text):
        assert re.search(rf"\b{name}\b", code), name


# Links and pictures


def links() -> list[tuple[Path, str]]:
    """Every link to a file of the repository, with the page it stands on."""
    found = [(page, one[1] or one[2]) for page in PAGES for one in _LINK.finditer(page.read_text("utf-8"))]
    return [(page, target) for page, target in found if not target.startswith(("http:", "https:", "mailto:"))]


@pytest.mark.parametrize(("page", "target"), links(), ids=lambda one: one if isinstance(one, str) else one.name)
def test_a_link_leads_to_a_file(page: Path, target: str) -> None:
    file, _, heading = target.partition("#")
    linked = (page.parent / file).resolve() if file else page
    assert linked.is_file()
    if heading:
        titles = re.findall(r"^#+ (.+)$", linked.read_text("utf-8"), re.MULTILINE)
        assert heading in {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_every_picture_is_shown_somewhere_and_is_small() -> None:
    shown = {(page.parent / target).resolve() for page, target in links() if target.endswith(".png")}
    assert shown == set((ROOT / "docs" / "pictures").glob("*.png"))
    for path in shown:
        assert path.stat().st_size <= LARGEST_PICTURE, path.name
        with Image.open(path) as picture:
            picture.verify()


# «Копии и обновление»


@dataclass
class Admin:
    """Somebody with the bot's chat open; only what a person writes and presses."""

    address: str
    number: int = 1001

    def act(self, what: str, **body: Any) -> None:
        fetched(f"{self.address}/sandbox/{what}", body)

    def read(self) -> list[dict[str, Any]]:
        """What the bot wrote, oldest first."""
        messages = fetched(f"{self.address}/sandbox/state")["messages"]
        return [one for one in messages if one["chat"]["id"] == self.number and one["from"]["is_bot"]]

    def says(self, text: str, answer: str) -> None:
        """Write, and wait for an answer with these words."""
        known = len(self.read())
        self.act("send", user_id=self.number, chat_id=self.number, text=text)
        eventually(lambda: any(answer in one.get("text", "") for one in self.read()[known:]))

    def presses(self, label: str, answer: str) -> None:
        """Press the newest button with this label, and wait until these words stand in the newest message."""
        for message in reversed(self.read()):
            rows = message.get("reply_markup", {}).get("inline_keyboard", [])
            data = [button["callback_data"] for row in rows for button in row if label in button["text"]]
            if data:
                pressed = {"chat_id": self.number, "message_id": message["message_id"], "callback_data": data[0]}
                self.act("press", user_id=self.number, **pressed)
                eventually(lambda: answer in self.read()[-1].get("text", ""))
                return
        raise AssertionError(f"no button «{label}»")


SETTINGS = """
[telegram]
token = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
api_base = "{address}"
admins = [1001]
"""
SCHOOL = "МБОУ «СОШ №2»"
TEACHER = "Полякова Вера Андреевна, заместитель директора по УВР, координатор"


def test_a_backup_brings_everybody_back(checkout: Checkout) -> None:
    address, data = f"http://127.0.0.1:{free_port()}", checkout.folder / "data"
    (checkout.folder / "config.toml").write_text(SETTINGS.format(address=address), "utf-8")
    with checkout.running("sandbox", "--port", address.rsplit(":", 1)[1], until="Песочница: "):
        admin = Admin(address)
        admin.act("people", id=admin.number, first_name="Ирина", last_name="Кузьмина")
        with checkout.running("run", until="username="):
            admin.act("start", user_id=admin.number, payload="")
            admin.says("/people", "Подключен")
            admin.presses("Новая школа", "Как называется школа?")
            admin.says(SCHOOL, "Пришлите список")
            admin.says(TEACHER, "Добавлено: 1")
            checkout.vsrok("backup", "copies")
        [archive] = (checkout.folder / "copies").iterdir()
        shutil.rmtree(data)
        data.mkdir()
        zipfile.ZipFile(archive).extractall(data)
        with checkout.running("run", until="username="):
            admin.says("/people", "Подключены 1 из 2")
            admin.presses("Полякова В.А.", "Ссылка для")
