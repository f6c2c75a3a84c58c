"""SASL DIGEST-MD5: who proves a password is a user of the sasl scheme."""
from kazoo.client import KazooClient
from kazoo.security import CREATOR_ALL_ACL, make_acl

from session import HOSTS, attempt, connect, say


def user(name, password):
    return {"mechanism": "DIGEST-MD5", "username": name, "password": password}


def acls(what, client, path):
    attempt(what, lambda: [(acl.perms, acl.id.scheme, acl.id.id) for acl in client.get_acls(path)[0]])


alice = connect(sasl_options=user("alice", "wonderland"))
attempt("create", alice.create, "/ksasl", b"mine", acl=CREATOR_ALL_ACL)
acls("auth", alice, "/ksasl")
attempt("get", alice.get, "/ksasl")
attempt("sasl acl", alice.create, "/ksasl/alices", b"x", acl=[make_acl("sasl", "alice", all=True)])
acls("sasl acl", alice, "/ksasl/alices")
attempt("bob's", alice.create, "/ksasl/bobs", b"x", acl=[make_acl("sasl", "bob", all=True)])
attempt("get", alice.get, "/ksasl/bobs")
attempt("digest too", alice.add_auth, "digest", "a:b")

stranger = connect()
attempt("stranger", stranger.get, "/ksasl/alices")
stranger.stop()



def comes_in(options):
    """Kazoo is connected before it has proved anything, so that only a request shows it."""
    client = KazooClient(hosts=HOSTS, timeout=20.0, sasl_options=options)
    try:
        client.start(timeout=3)
        client.exists_async("/").get(timeout=3)
        return True
    except Exception:  # which one depends on when the connection is lost
        return False


attempt("wrong password", comes_in, user("alice", "looking-glass"))
attempt("unknown user", comes_in, user("carol", "wonderland"))
attempt("delete", alice.delete, "/ksasl/bobs")
attempt("delete", alice.delete, "/ksasl", recursive=True)
alice.stop()
say("done")
