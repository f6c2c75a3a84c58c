/* The C client: reads "get N", "set N" and "load N" from its input and answers each with a line of figures. */
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zookeeper/zookeeper.h>

enum { DEPTH = 512, SIZE = 1024 };

static const char path[] = "/peers";
static sem_t connected, available;

static double microseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1e6 + now.tv_nsec / 1e3;
}

static void watcher(zhandle_t *handle, int type, int state, const char *where, void *context)
{
    if (state == ZOO_CONNECTED_STATE)
        sem_post(&connected);
}

static void completed(int code, const char *value, int length, const struct Stat *stat, const void *context)
{
    sem_post(&available);
}

static int one_by_one(zhandle_t *handle, int set, int count)
{
    char data[SIZE] = {0};
    for (int i = 0; i < count; i++) {
        int length = SIZE;
        double start = microseconds();
        int code = set ? zoo_set(handle, path, data, SIZE, -1) : zoo_get(handle, path, 0, data, &length, NULL);
        if (code != ZOK)
            return code;
        printf("%.2f ", microseconds() - start);
    }
    return ZOK;
}

static void load(zhandle_t *handle, int count)
{
    double start = microseconds();
    for (int i = 0; i < count; i++) {
        sem_wait(&available);
        if (zoo_aget(handle, path, 0, completed, NULL) != ZOK)
            sem_post(&available);
    }
    for (int i = 0; i < DEPTH; i++)
        sem_wait(&available);
    printf("%.2f", count / ((microseconds() - start) / 1e3));
    for (int i = 0; i < DEPTH; i++)
        sem_post(&available);
}

int main(int argc, char **argv)
{
    char command[16];
    int count;
    sem_init(&connected, 0, 0);
    sem_init(&available, 0, DEPTH);
    zoo_set_debug_level(0);
    zhandle_t *handle = zookeeper_init(argv[1], watcher, 30000, NULL, NULL, 0);
    if (handle == NULL)
        return 1;
    sem_wait(&connected);
    while (scanf("%15s %d", command, &count) == 2) {
        if (strcmp(command, "load") == 0)
            load(handle, count);
        else if (one_by_one(handle, strcmp(command, "set") == 0, count) != ZOK)
            return 2;
        puts("");
        fflush(stdout);
    }
    return zookeeper_close(handle);
}
