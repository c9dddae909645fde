/*
 * What C does: a blocking TCP ping-pong over loopback, the measure that `measure latency` is held against.
 * The same method as lib/SocketSchool/Measure: a server thread that echoes what it reads through a 64 KiB buffer, a client
 * thread that sends a message whole and receives it whole, TCP_NODELAY, the monotonic clock, warm-up before every size, rounds
 * that go through all sizes in turn, buffers that begin at a page. Prints the same CSV.
 *
 *   cc -O2 -pthread -o pingpong pingpong.c
 *   ./pingpong [--sizes 16,1024] [--samples 5000] [--rounds 5] [--connect ADDRESS:PORT]
 *   ./pingpong --serve PORT          only the server; prints "listening on tcp 127.0.0.1:PORT"
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MAX_SIZES = 64, SERVER_BUFFER = 64 * 1024, WARM_UP = 50, WARM_UP_MS = 700, ROUND_WARM_UP_MS = 30 };

static void die(const char *what)
{
    fprintf(stderr, "pingpong: %s: %s\n", what, strerror(errno));
    exit(2);
}

static int64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void no_delay(int fd)
{
    int on = 1;
    if (setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) != 0) die("TCP_NODELAY");
}

static int send_all(int fd, const char *bytes, size_t count)
{
    while (count > 0) {
        ssize_t sent = send(fd, bytes, count, MSG_NOSIGNAL);
        if (sent < 0) {
            if (errno == EINTR) continue;
            return -1;
        }
        bytes += sent;
        count -= (size_t)sent;
    }
    return 0;
}

static void receive_all(int fd, char *bytes, size_t count)
{
    while (count > 0) {
        ssize_t got = recv(fd, bytes, count, 0);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) die("recv");
        if (got == 0) {
            fprintf(stderr, "pingpong: the server closed the connection\n");
            exit(2);
        }
        bytes += got;
        count -= (size_t)got;
    }
}

/* The kernel's copy is slow for some places of a buffer within its page. */
static char *page_buffer(size_t size)
{
    void *buffer;
    if ((errno = posix_memalign(&buffer, 4096, size)) != 0) die("posix_memalign");
    return buffer;
}

static void *serve(void *argument)
{
    int listener = (int)(intptr_t)argument;
    char *buffer = page_buffer(SERVER_BUFFER);
    for (;;) {
        int client = accept(listener, NULL, NULL);
        if (client < 0) die("accept");
        no_delay(client);
        ssize_t got;
        while ((got = recv(client, buffer, SERVER_BUFFER, 0)) > 0) {
            if (send_all(client, buffer, (size_t)got) != 0) break;
        }
        close(client);
    }
    return NULL;
}

static int listen_on(int port, struct sockaddr_in *address)
{
    socklen_t length = sizeof *address;
    int on = 1, listener = socket(AF_INET, SOCK_STREAM, 0);
    if (listener < 0) die("socket");
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    memset(address, 0, sizeof *address);
    address->sin_family = AF_INET;
    address->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address->sin_port = htons((uint16_t)port);
    if (bind(listener, (struct sockaddr *)address, sizeof *address) != 0) die("bind");
    if (listen(listener, 1) != 0) die("listen");
    getsockname(listener, (struct sockaddr *)address, &length);
    return listener;
}

static void exchange(int fd, const char *message, char *echo, size_t size)
{
    if (send_all(fd, message, size) != 0) die("send");
    receive_all(fd, echo, size);
}

static int ascending(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* Nearest rank. */
static double percentile(const int64_t *sorted, int count, double percent)
{
    double exact = percent / 100 * count - 1e-9;
    int rank = (int)exact + ((int)exact < exact ? 1 : 0);
    return sorted[(rank < 1 ? 1 : rank) - 1] / 1000.0;
}

int main(int argc, char **argv)
{
    int sizes[MAX_SIZES] = {16, 1024, 16384, 65536, 262144, 1048576}, size_count = 6, samples = 5000, rounds = 5;
    struct sockaddr_in address;
    int external = 0, largest = 0;
    for (int i = 1; i + 1 < argc; i += 2) {
        if (strcmp(argv[i], "--sizes") == 0) {
            size_count = 0;
            for (char *part = strtok(argv[i + 1], ","); part && size_count < MAX_SIZES; part = strtok(NULL, ",")) {
                sizes[size_count++] = atoi(part);
            }
        } else if (strcmp(argv[i], "--samples") == 0) {
            samples = atoi(argv[i + 1]);
        } else if (strcmp(argv[i], "--rounds") == 0) {
            rounds = atoi(argv[i + 1]);
        } else if (strcmp(argv[i], "--connect") == 0) {
            char *colon = strrchr(argv[i + 1], ':');
            if (!colon) { fprintf(stderr, "pingpong: --connect ADDRESS:PORT\n"); return 2; }
            *colon = 0;
            memset(&address, 0, sizeof address);
            address.sin_family = AF_INET;
            address.sin_port = htons((uint16_t)atoi(colon + 1));
            if (inet_pton(AF_INET, argv[i + 1], &address.sin_addr) != 1) { fprintf(stderr, "pingpong: not an address\n"); return 2; }
            external = 1;
        } else if (strcmp(argv[i], "--serve") == 0) {
            int listener = listen_on(atoi(argv[i + 1]), &address);
            printf("listening on tcp 127.0.0.1:%d\n", ntohs(address.sin_port));
            fflush(stdout);
            serve((void *)(intptr_t)listener);
        } else {
            fprintf(stderr, "pingpong: what is %s?\n", argv[i]);
            return 2;
        }
    }

    if (!external) {
        pthread_t thread;
        int listener = listen_on(0, &address);
        if (pthread_create(&thread, NULL, serve, (void *)(intptr_t)listener) != 0) die("pthread_create");
    }

    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) != 0) die("connect");
    no_delay(fd);

    for (int s = 0; s < size_count; s++) {
        if (sizes[s] < 1 || samples < rounds || rounds < 1) { fprintf(stderr, "pingpong: nothing to measure\n"); return 2; }
        if (sizes[s] > largest) largest = sizes[s];
    }
    char *message = page_buffer((size_t)largest), *echo = page_buffer((size_t)largest);
    uint32_t random = 2463534242u;
    for (int i = 0; i < largest; i++) {
        random ^= random << 13; random ^= random >> 17; random ^= random << 5;
        message[i] = (char)random;
    }

    int per_round = samples / rounds, total = per_round * rounds;
    int64_t *taken = malloc(sizeof *taken * (size_t)total * (size_t)size_count);
    for (int64_t until = now() + WARM_UP_MS * 1000000LL; now() < until;) exchange(fd, message, echo, (size_t)sizes[0]);
    for (int round = 0; round < rounds; round++) {
        for (int s = 0; s < size_count; s++) {
            size_t size = (size_t)sizes[s];
            int64_t until = now() + ROUND_WARM_UP_MS * 1000000LL;
            for (int i = 0; i < WARM_UP && now() < until; i++) exchange(fd, message, echo, size);
            for (int i = 0; i < per_round; i++) {
                int64_t start = now();
                exchange(fd, message, echo, size);
                taken[(size_t)s * total + round * per_round + i] = now() - start;
            }
            if (memcmp(message, echo, size) != 0) { fprintf(stderr, "pingpong: the server does not echo\n"); return 2; }
        }
    }

    printf("transport,size_bytes,samples,min_us,p50_us,p90_us,p99_us,max_us,mib_per_s\n");
    for (int s = 0; s < size_count; s++) {
        int64_t *mine = taken + (size_t)s * total, sum = 0;
        qsort(mine, (size_t)total, sizeof *mine, ascending);
        for (int i = 0; i < total; i++) sum += mine[i];
        printf("tcp,%d,%d,%.3f,%.3f,%.3f,%.3f,%.3f,%.3f\n", sizes[s], total, mine[0] / 1000.0, percentile(mine, total, 50),
               percentile(mine, total, 90), percentile(mine, total, 99), mine[total - 1] / 1000.0,
               (double)sizes[s] * total / (1024.0 * 1024.0) / (sum / 1e9));
    }
    return 0;
}
