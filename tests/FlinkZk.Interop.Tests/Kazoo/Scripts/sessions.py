"""Sessions: a cut connection, a session taken over from a killed process, a wrong password, expiry."""
import os
import signal
import socket

from kazoo.protocol.states import KazooState

from session import Changes, attempt, connect, say


def killed_owner(path, timeout):
    """A process that makes an ephemeral node and is killed, its session left behind."""
    receive, send = os.pipe()
    child = os.fork()
    if child == 0:
        owner = connect(timeout=timeout)
        owner.create(path, ephemeral=True)
        os.write(send, b"%d %s\n" % (owner.client_id[0], owner.client_id[1].hex().encode()))
        signal.pause()
    os.close(send)
    with os.fdopen(receive) as answer:
        session, password = answer.readline().split()
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return int(session), bytes.fromhex(password)


# Before any thread is started, because of the forks.
short = killed_owner("/short", 2.0)
left = killed_owner("/left", 20.0)

watcher = connect()
gone = Changes()
watcher.ensure_path("/sessions")

# Taken over
attempt("left behind", lambda: watcher.exists("/left").ephemeralOwner == left[0])
heir = connect(client_id=left)
say("taken over", heir.client_id == left)
attempt("as its own", heir.set, "/left", b"mine now")
attempt("owner", lambda: heir.exists("/left").ephemeralOwner == left[0])
attempt("watched", lambda: bool(watcher.exists("/left", watch=gone)))
heir.stop()
event = gone.take("gone with its session")
say("closed ->", event.type, event.path)

# Cut
states = Changes()
zk = connect()
zk.add_listener(states)
session = zk.client_id
zk.create("/sessions/mine", ephemeral=True)
watching = Changes()
zk.get("/sessions/mine", watch=watching)
zk._connection._socket.shutdown(socket.SHUT_RDWR)
say("cut ->", states.take("suspended"), states.take("connected"))
say("same session", zk.client_id == session)
attempt("still there", lambda: zk.exists("/sessions/mine").ephemeralOwner == session[0])
watcher.set("/sessions/mine", b"changed")
attempt("a write after it", zk.set, "/sessions/mine", b"x")
zk.stop()
say("stopped ->", states.take("lost"))
attempt("its node", watcher.exists, "/sessions/mine")

# Closed sessions and wrong passwords are expired ones; kazoo takes a new session then.
for what, identity in (("closed session", left), ("unknown session", (0x1234567, b"\0" * 16)), ("wrong password", (watcher.client_id[0], b"x" * 16))):
    states = Changes()
    stranger = connect(client_id=identity)
    say(what, "-> a new one:", stranger.client_id[0] != identity[0], stranger.state)
    stranger.stop()
attempt("unharmed", watcher.get_children, "/sessions")

# Expired: perhaps before it was looked for.
watcher.exists("/short", watch=gone) and gone.take("expired")
attempt("expired", watcher.exists, "/short")
lost = connect(client_id=short)
say("a new one", lost.client_id[0] != short[0], lost.state == KazooState.CONNECTED)
lost.stop()
watcher.delete("/sessions", recursive=True)
watcher.stop()
