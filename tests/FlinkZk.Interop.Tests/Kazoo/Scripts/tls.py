"""TLS with a client certificate, whose subject is an identity; without one nobody comes in."""
import sys

from kazoo.client import KazooClient
from kazoo.security import CREATOR_ALL_ACL

from session import HOSTS, attempt, connect, say

authority, certificate, other = sys.argv[2:5]


def secure(path):
    return dict(use_ssl=True, ca=authority, certfile=path, keyfile=path)


def acls(what, client, path):
    attempt(what, lambda: [(acl.perms, acl.id.scheme, acl.id.id) for acl in client.get_acls(path)[0]])


zk = connect(**secure(certificate))
attempt("create", zk.create, "/ktls", b"mine", acl=CREATOR_ALL_ACL)
acls("of the certificate", zk, "/ktls")
attempt("get", zk.get, "/ktls")
attempt("1 MB", lambda: zk.set("/ktls", b"x" * 1000000).dataLength)
attempt("and back", lambda: zk.get("/ktls")[0] == b"x" * 1000000)

stranger = connect(**secure(other))
attempt("another certificate", stranger.get, "/ktls")
acls("another certificate", stranger, "/ktls")
attempt("its own", stranger.create, "/ktls-other", b"", acl=CREATOR_ALL_ACL)
acls("its own", zk, "/ktls-other")
attempt("delete", stranger.delete, "/ktls-other")
stranger.stop()

for what, options in (("no certificate", dict(use_ssl=True, ca=authority)), ("no TLS", {})):
    nobody = KazooClient(hosts=HOSTS, timeout=2.0, **options)
    attempt(what, nobody.start, timeout=3)

attempt("delete", zk.delete, "/ktls")
zk.stop()
zk.close()
say("done")
