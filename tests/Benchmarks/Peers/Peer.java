import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;

/** Java's client: reads "get N", "set N" and "load N" from its input and answers each with a line of figures. */
public final class Peer {
    private static final int DEPTH = 512;
    private static final String PATH = "/peers";

    public static void main(String[] args) throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        try (ZooKeeper client = new ZooKeeper(args[0], 30_000, event -> {
            if (event.getState() == Watcher.Event.KeeperState.SyncConnected) {
                connected.countDown();
            }
        })) {
            connected.await();
            BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                String[] words = line.split(" ");
                int count = Integer.parseInt(words[1]);
                System.out.println(words[0].equals("load") ? load(client, count) : oneByOne(client, words[0].equals("set"), count));
            }
        }
    }

    private static String oneByOne(ZooKeeper client, boolean set, int count) throws Exception {
        byte[] data = new byte[1024];
        StringBuilder samples = new StringBuilder();
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            if (set) {
                client.setData(PATH, data, -1);
            } else {
                client.getData(PATH, false, null);
            }
            samples.append(String.format(Locale.ROOT, "%.2f ", (System.nanoTime() - start) / 1e3));
        }
        return samples.toString();
    }

    private static String load(ZooKeeper client, int count) throws Exception {
        Semaphore free = new Semaphore(DEPTH);
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            free.acquire();
            client.getData(PATH, false, (code, path, context, data, stat) -> free.release(), null);
        }
        free.acquire(DEPTH);
        return String.format(Locale.ROOT, "%.2f", count / ((System.nanoTime() - start) / 1e6));
    }
}
