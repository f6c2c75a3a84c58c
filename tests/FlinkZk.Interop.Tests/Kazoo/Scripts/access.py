"""Identities and access control lists."""
from kazoo.security import ACL, CREATOR_ALL_ACL, OPEN_ACL_UNSAFE, READ_ACL_UNSAFE, Id, make_acl, make_digest_acl, make_digest_acl_credential

from session import attempt, connect, say

zk = connect()
zk.ensure_path("/kaccess")


def acls(what, client, path):
    attempt(what, lambda: [(acl.perms, acl.id.scheme, acl.id.id) for acl in client.get_acls(path)[0]])


acls("open", zk, "/kaccess")
attempt("creator without an identity", zk.create, "/kaccess/none", acl=CREATOR_ALL_ACL)
attempt("read only", zk.create, "/kaccess/read", b"r", acl=READ_ACL_UNSAFE)
acls("read only", zk, "/kaccess/read")
attempt("get", zk.get, "/kaccess/read")
attempt("set", zk.set, "/kaccess/read", b"")
attempt("set_acls", zk.set_acls, "/kaccess/read", OPEN_ACL_UNSAFE)
attempt("empty", zk.create, "/kaccess/empty", acl=[])
attempt("no such scheme", zk.create, "/kaccess/bad", acl=[make_acl("nonsense", "x", all=True)])
attempt("no digest", zk.create, "/kaccess/bad", acl=[make_acl("digest", "nocolon", all=True)])
attempt("no address", zk.create, "/kaccess/bad", acl=[make_acl("ip", "not.an.address", all=True)])
attempt("address", zk.create, "/kaccess/ip", b"ip", acl=[make_acl("ip", "127.0.0.0/8", all=True)])
attempt("get", zk.get, "/kaccess/ip")
attempt("twice the same", zk.create, "/kaccess/twice", acl=OPEN_ACL_UNSAFE + OPEN_ACL_UNSAFE)
acls("twice the same", zk, "/kaccess/twice")

alice = connect(auth_data=[("digest", "alice:wonderland")])
attempt("alice's", alice.create, "/kaccess/alices", b"a", acl=CREATOR_ALL_ACL)
acls("alice's", alice, "/kaccess/alices")
attempt("stranger gets", zk.get, "/kaccess/alices")
attempt("stranger asks", zk.exists, "/kaccess/alices")
acls("stranger", zk, "/kaccess/alices")
attempt("stranger watches", zk.get_children, "/kaccess/alices", watch=print)
attempt("alice shares", alice.set_acls, "/kaccess/alices", [make_digest_acl("alice", "wonderland", all=True), make_digest_acl("bob", "builder", read=True)])
attempt("in vain with this version", alice.set_acls, "/kaccess/alices", OPEN_ACL_UNSAFE, version=0)
attempt("bob's password", zk.add_auth, "digest", "bob:builder")
attempt("bob gets", zk.get, "/kaccess/alices")
attempt("bob sets", zk.set, "/kaccess/alices", b"b")
acls("bob", zk, "/kaccess/alices")
attempt("bob has both", zk.create, "/kaccess/bobs", acl=[ACL(31, Id("auth", ""))])
acls("bob has both", zk, "/kaccess/bobs")
attempt("credential", lambda: make_digest_acl_credential("bob", "builder"))

root = connect(auth_data=[("digest", "super:superb")])
acls("super", root, "/kaccess/alices")
attempt("super sets", root.set, "/kaccess/read", b"s")
attempt("super deletes", root.delete, "/kaccess", recursive=True)
root.stop()
alice.stop()
attempt("bad scheme", zk.add_auth, "nonsense", "x:y")
zk.stop()
