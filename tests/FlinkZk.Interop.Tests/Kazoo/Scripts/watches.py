"""One-shot watches, DataWatch, ChildrenWatch and TreeCache."""
from kazoo.recipe.cache import TreeCache

from session import Changes, attempt, connect, say, stat

zk = connect()
zk.ensure_path("/kwatch")
events = Changes()


def expect(what, count=1):
    taken = events.take(what, count)
    for event in taken if count > 1 else [taken]:
        say(what, "->", event.type, event.state, event.path)


attempt("exists", zk.exists, "/kwatch/one", watch=events)
zk.create("/kwatch/one", b"1")
expect("created")
attempt("get", zk.get, "/kwatch/one", watch=events)
zk.set("/kwatch/one", b"2")
expect("changed")
zk.set("/kwatch/one", b"3")
attempt("children", zk.get_children, "/kwatch", watch=events)
zk.create("/kwatch/two")
expect("children")
attempt("children", zk.get_children, "/kwatch/one", watch=events)
attempt("get", zk.get, "/kwatch/one", watch=events)
zk.delete("/kwatch/one")
expect("deleted")
attempt("children of nothing", zk.get_children, "/kwatch/none", watch=events)

data = Changes()
zk.DataWatch("/kwatch/data", func=lambda value, status, event: data(value, status and stat(status), event and (event.type, event.path)))
say("data", data.take("no node"))
zk.create("/kwatch/data", b"1")
say("data", data.take("created"))
zk.set("/kwatch/data", b"2")
say("data", data.take("changed"))
zk.delete("/kwatch/data")
say("data", data.take("deleted"))
zk.create("/kwatch/data", b"3")
say("data", data.take("created again"))

children = Changes()
zk.ensure_path("/kwatch/list")
zk.ChildrenWatch("/kwatch/list", func=lambda names, event: children(sorted(names), event and (event.type, event.path)), send_event=True)
say("children", children.take("none"))
zk.create("/kwatch/list/a")
say("children", children.take("a"))
zk.create("/kwatch/list/b")
say("children", children.take("b"))
zk.delete("/kwatch/list/a")
say("children", children.take("a gone"))

cached = Changes()
cache = TreeCache(zk, "/kwatch/tree")
cache.listen(lambda event: event.event_data and cached((event.event_data.path, event.event_data.data)))
cache.start()
zk.create("/kwatch/tree/leaf", b"1")
zk.set("/kwatch/tree/leaf", b"2")
while cached.take("the leaf's last value") != ("/kwatch/tree/leaf", b"2"):
    pass
say("cache", cache.get_data("/kwatch/tree/leaf").data, sorted(cache.get_children("/kwatch/tree")))
cache.close()

other = connect()
other.create("/kwatch/ephemeral", ephemeral=True)
attempt("ephemeral", lambda: bool(zk.exists("/kwatch/ephemeral", watch=events)))
other.stop()
expect("its session closed")
zk.delete("/kwatch", recursive=True)
zk.stop()
