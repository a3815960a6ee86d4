"""A real IMAP server on loopback: Dovecot, in a folder of its own, for one test run."""

import getpass
import grp
import imaplib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

from lotse.channels.mail.tests.sink import unused_port

DOVECOT = shutil.which("dovecot", path=os.environ.get("PATH", "") + ":/usr/sbin")
needs_dovecot = pytest.mark.skipif(DOVECOT is None, reason="Dovecot is not installed: apt install dovecot-imapd")
WORD = "geheim"
CONFIG = """
base_dir = {home}/run
state_dir = {home}/run
log_path = {home}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
mail_location = maildir:{home}/mail/%u
first_valid_uid = 1
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
passdb {{
  driver = static
  args = password={word}
}}
userdb {{
  driver = static
  args = uid={mail} gid={mail_group} home={home}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


class Dovecot:
    """The town's mail server with any number of mailboxes; their word is always the same."""

    def __init__(self):
        self.home, self.port = Path(tempfile.mkdtemp(prefix="lotse-dovecot-")), unused_port()
        (self.home / "mail").mkdir()
        self.home.chmod(0o755)
        is_root = os.geteuid() == 0
        mail = "nobody" if is_root else getpass.getuser()
        group = grp.getgrgid(pwd.getpwnam(mail).pw_gid).gr_name
        if is_root:
            shutil.chown(self.home / "mail", mail, group)
        roles = {"internal": "dovecot", "internal_group": "dovecot", "login": "dovenull"}
        roles = roles if is_root else {"internal": mail, "internal_group": group, "login": mail}
        values = {"home": self.home, "port": self.port, "word": WORD, "mail": mail, "mail_group": group, **roles}
        config = self.home / "dovecot.conf"
        config.write_text(CONFIG.format(**values))
        self.process = subprocess.Popen([DOVECOT, "-F", "-c", str(config)], stdin=subprocess.DEVNULL)
        self._wait()

    def _wait(self):
        for _ in range(100):
            try:
                imaplib.IMAP4("127.0.0.1", self.port, timeout=5).logout()
                return
            except (OSError, imaplib.IMAP4.error):
                time.sleep(0.1)
        raise RuntimeError((self.home / "log").read_text())

    def stop(self):
        self.process.terminate()
        self.process.wait(10)
        shutil.rmtree(self.home, ignore_errors=True)

    def url(self, user):
        """How an operator names this mailbox in LOTSE_IMAP_URL."""
        return f"imap://{user}:{WORD}@127.0.0.1:{self.port}/INBOX"

    def open(self, user):
        box = imaplib.IMAP4("127.0.0.1", self.port, timeout=10)
        box.login(user, WORD)
        return box

    def bring(self, user, *raws):
        """Lay mails into the inbox, as the mail server of the world does."""
        box = self.open(user)
        for raw in raws:
            status, answer = box.append("INBOX", None, None, raw)
            assert status == "OK", answer
        box.logout()

    def count(self, user, folder="INBOX"):
        """How many mails lie in a folder; None if there is no such folder."""
        box = self.open(user)
        status, answer = box.select(folder, readonly=True)
        box.logout()
        return int(answer[0]) if status == "OK" else None
