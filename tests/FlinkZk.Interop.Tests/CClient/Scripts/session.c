/* What the C client sees of a server, a line each. */
#include <semaphore.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zookeeper/zookeeper.h>

enum { ROOM = 1100000 };

static sem_t connected, changed;
static char buffer[ROOM];
static char event[200];

static void fail(const char *what)
{
    printf("NOT WITHIN THE DEADLINE: %s\n", what);
    exit(1);
}

static void await(sem_t *semaphore, const char *what)
{
    struct timespec deadline;
    clock_gettime(CLOCK_REALTIME, &deadline);
    deadline.tv_sec += 30;
    if (sem_timedwait(semaphore, &deadline) != 0)
        fail(what);
}

static void await_event(const char *what)
{
    await(&changed, what);
    puts(event);
}

static void session(zhandle_t *handle, int type, int state, const char *path, void *context)
{
    if (type == ZOO_SESSION_EVENT && state == ZOO_CONNECTED_STATE)
        sem_post(&connected);
}

static void watcher(zhandle_t *handle, int type, int state, const char *path, void *context)
{
    /* Printed by who waits for it: two threads would print in no order. */
    snprintf(event, sizeof event, "event of %s: type %d state %d %s", (const char *)context, type, state, path);
    sem_post(&changed);
}

static void show(const char *what, int code, const struct Stat *stat)
{
    printf("%s: %s", what, zerror(code));
    if (code == ZOK && stat != NULL)
        printf(" cZxid = %lld mZxid = %lld pZxid = %lld version %d cversion %d aversion %d ephemeral %d length %d children %d", (long long)stat->czxid, (long long)stat->mzxid,
               (long long)stat->pzxid, stat->version, stat->cversion, stat->aversion, stat->ephemeralOwner != 0, stat->dataLength, stat->numChildren);
    puts("");
}

static void create(zhandle_t *handle, const char *path, const char *data, int mode)
{
    struct Stat stat;
    char made[200] = "";
    int code = zoo_create2(handle, path, data, data == NULL ? -1 : (int)strlen(data), &ZOO_OPEN_ACL_UNSAFE, mode, made, sizeof made, &stat);
    printf("create %s mode %d -> %s ", path, mode, made);
    show("", code, &stat);
}

static void get(zhandle_t *handle, const char *path)
{
    struct Stat stat;
    int length = ROOM;
    int code = zoo_get(handle, path, 0, buffer, &length, &stat);
    printf("get %s %d %.*s ", path, code == ZOK ? length : 0, code == ZOK && length > 0 && length < 100 ? length : 0, buffer);
    show("", code, &stat);
}

static int by_name(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

static void children(zhandle_t *handle, const char *path)
{
    struct String_vector names = {0, NULL};
    struct Stat stat;
    int code = zoo_get_children2(handle, path, 0, &names, &stat);
    qsort(names.data, names.count, sizeof names.data[0], by_name);
    printf("children %s", path);
    for (int i = 0; i < names.count; i++)
        printf(" %s", names.data[i]);
    show("", code, &stat);
    deallocate_String_vector(&names);
}

static void multi(zhandle_t *handle, const char *what, zoo_op_t *operations, int count)
{
    zoo_op_result_t results[8];
    int code = zoo_multi(handle, count, operations, results);
    printf("%s: %s;", what, zerror(code));
    for (int i = 0; i < count; i++)
        printf(" %s", zerror(results[i].err));
    puts("");
}

static void transactions(zhandle_t *handle)
{
    struct Stat stat;
    char made[200];
    zoo_op_t good[4], bad[3];
    zoo_create_op_init(&good[0], "/c/multi", "1", 1, &ZOO_OPEN_ACL_UNSAFE, 0, made, sizeof made);
    zoo_set_op_init(&good[1], "/c/multi", "22", 2, 0, &stat);
    zoo_check_op_init(&good[2], "/c/multi", 1);
    zoo_delete_op_init(&good[3], "/c/node", -1);
    multi(handle, "multi", good, 4);
    get(handle, "/c/multi");
    zoo_create_op_init(&bad[0], "/c/never", "1", 1, &ZOO_OPEN_ACL_UNSAFE, 0, made, sizeof made);
    zoo_check_op_init(&bad[1], "/c/multi", 7);
    zoo_delete_op_init(&bad[2], "/c/multi", -1);
    multi(handle, "failing multi", bad, 3);
    show("never", zoo_exists(handle, "/c/never", 0, &stat), &stat);
}

static void authenticated(int code, const void *context)
{
    snprintf(event, sizeof event, "auth: %s", zerror(code));
    sem_post(&changed);
}

static void access_lists(zhandle_t *handle)
{
    struct ACL_vector list;
    struct Stat stat;
    show("creator without an identity", zoo_create(handle, "/c/acl", "", 0, &ZOO_CREATOR_ALL_ACL, 0, NULL, 0), NULL);
    zoo_add_auth(handle, "digest", "alice:wonderland", 16, authenticated, NULL);
    await_event("auth");
    show("creator", zoo_create(handle, "/c/acl", "", 0, &ZOO_CREATOR_ALL_ACL, 0, NULL, 0), NULL);
    show("get acl", zoo_get_acl(handle, "/c/acl", &list, &stat), &stat);
    printf("acl %d %s %s %d\n", list.count, list.data[0].id.scheme, list.data[0].id.id, list.data[0].perms);
    deallocate_ACL_vector(&list);
    show("read only", zoo_set_acl(handle, "/c/acl", -1, &ZOO_READ_ACL_UNSAFE), NULL);
    show("set", zoo_set(handle, "/c/acl", "x", 1, -1), NULL);
}

static void watches(zhandle_t *handle)
{
    struct Stat stat;
    struct String_vector names;
    int length = ROOM;
    zoo_wexists(handle, "/c/watched", watcher, "exists", &stat);
    create(handle, "/c/watched", "1", ZOO_PERSISTENT);
    await_event("created");
    zoo_wget(handle, "/c/watched", watcher, "get", buffer, &length, &stat);
    show("set", zoo_set(handle, "/c/watched", "2", 1, -1), NULL);
    await_event("changed");
    zoo_wget_children(handle, "/c", watcher, "children", &names);
    deallocate_String_vector(&names);
    show("delete", zoo_delete(handle, "/c/watched", -1), NULL);
    await_event("children");
    zoo_wexists(handle, "/c/watched", watcher, "removed", &stat);
    show("remove watches", zoo_remove_watches(handle, "/c/watched", ZWATCHTYPE_DATA, watcher, "removed", 0), NULL);
    show("remove watches", zoo_remove_watches(handle, "/c/none", ZWATCHTYPE_DATA, watcher, "none", 0), NULL);
}

int main(int argc, char **argv)
{
    struct Stat stat;
    sem_init(&connected, 0, 0);
    sem_init(&changed, 0, 0);
    zoo_set_debug_level(0);
    zhandle_t *handle = zookeeper_init(argv[1], session, 20000, NULL, NULL, 0);
    await(&connected, "connected");
    create(handle, "/c", NULL, ZOO_PERSISTENT);
    create(handle, "/c/node", "hello", ZOO_PERSISTENT);
    create(handle, "/c/node", "again", ZOO_PERSISTENT);
    create(handle, "/c/no/parent", "x", ZOO_PERSISTENT);
    create(handle, "/c/s-", "1", ZOO_PERSISTENT_SEQUENTIAL);
    create(handle, "/c/s-", "2", ZOO_PERSISTENT_SEQUENTIAL);
    create(handle, "/c/e", "mine", ZOO_EPHEMERAL);
    create(handle, "/c/es-", "mine", ZOO_EPHEMERAL_SEQUENTIAL);
    create(handle, "/c/e/child", "x", ZOO_PERSISTENT);
    create(handle, "/c/container", "", ZOO_CONTAINER);
    show("ttl", zoo_create2_ttl(handle, "/c/ttl", "x", 1, &ZOO_OPEN_ACL_UNSAFE, ZOO_PERSISTENT_WITH_TTL, 600000, NULL, 0, &stat), &stat);
    get(handle, "/c");
    get(handle, "/c/node");
    get(handle, "/c/none");
    children(handle, "/c");
    show("exists", zoo_exists(handle, "/c/node", 0, &stat), &stat);
    show("set", zoo_set2(handle, "/c/node", "two", 3, 0, &stat), &stat);
    show("set with an old version", zoo_set2(handle, "/c/node", "three", 5, 0, &stat), &stat);
    memset(buffer, 'x', 1000000);
    show("1 MB", zoo_set2(handle, "/c/node", buffer, 1000000, -1, &stat), &stat);
    get(handle, "/c/node");
    show("delete with an old version", zoo_delete(handle, "/c/node", 0), NULL);
    show("delete with children", zoo_delete(handle, "/c", -1), NULL);
    transactions(handle);
    access_lists(handle);
    watches(handle);
    show("reconfig", zoo_reconfig(handle, NULL, "1", NULL, -1, buffer, &(int){ROOM}, &stat), NULL);
    show("config", zoo_getconfig(handle, 0, buffer, &(int){ROOM}, &stat), &stat);
    get(handle, "/zookeeper/config");
    children(handle, "/c");
    show("delete", zoo_delete(handle, "/c/multi", -1), NULL);
    show("close", zookeeper_close(handle), NULL);

    handle = zookeeper_init(argv[1], session, 20000, NULL, NULL, 0);
    await(&connected, "connected again");
    children(handle, "/c");
    return zookeeper_close(handle);
}
