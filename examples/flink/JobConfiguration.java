import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.SynchronousQueue;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/** What Set-ZkConfig keeps for a job, of one revision: never a mixture of two. */
public final class JobConfiguration {
    /** The revision; 0 before the first change. */
    public final long revision;

    /** JSON literals by key: the job's own, and the defaults where it has none. A secret is {"$secret": literal}. */
    public final Map<String, String> values;

    private JobConfiguration(long revision, Map<String, String> values) {
        this.revision = revision;
        this.values = values;
    }

    /**
     * Reads it.
     * @param root the cluster's node: /flinkzk/default
     * @param changed called once when there is another revision, or the connection changes; null for none
     */
    public static JobConfiguration read(ZooKeeper zooKeeper, String root, String job, Watcher changed) throws KeeperException, InterruptedException {
        while (true) {
            Stat before = new Stat();
            String head;
            try {
                byte[] data = zooKeeper.getData(root + "/config", changed, before);
                head = data == null ? "" : new String(data, StandardCharsets.UTF_8);
            } catch (KeeperException.NoNodeException none) {
                if (zooKeeper.exists(root + "/config", changed) == null) {
                    return new JobConfiguration(0, Map.of());
                }
                continue;
            }
            Map<String, String> values = new TreeMap<>();
            readScope(zooKeeper, root + "/config/defaults", values);
            readScope(zooKeeper, root + "/config/jobs/" + job, values);
            // Every change writes this node: the same version means that nothing was read of two revisions.
            Stat after = zooKeeper.exists(root + "/config", false);
            if (after != null && after.getVersion() == before.getVersion() && after.getCzxid() == before.getCzxid()) {
                return new JobConfiguration(head.isEmpty() ? 0 : Long.parseLong(head), values);
            }
        }
    }

    private static void readScope(ZooKeeper zooKeeper, String scope, Map<String, String> values) throws KeeperException, InterruptedException {
        try {
            for (String key : zooKeeper.getChildren(scope, false)) {
                values.put(key, new String(zooKeeper.getData(scope + "/" + key, false, null), StandardCharsets.UTF_8));
            }
        } catch (KeeperException.NoNodeException none) {
            // There are no values there, or one went: then the version differs, and all is read again.
        }
    }

    /** Prints the configuration of a job, and each later one as it comes: server, root, job. */
    public static void main(String[] arguments) throws Exception {
        SynchronousQueue<Boolean> changes = new SynchronousQueue<>();
        Watcher changed = event -> new Thread(() -> {
            try {
                changes.put(true);
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
            }
        }).start();
        try (ZooKeeper zooKeeper = new ZooKeeper(arguments[0], 10_000, event -> { })) {
            long last = -1;
            do {
                JobConfiguration configuration = read(zooKeeper, arguments[1], arguments[2], changed);
                if (configuration.revision != last) {
                    System.out.println(configuration.revision + " " + configuration.values);
                    last = configuration.revision;
                }
            } while (changes.take());
        }
    }
}
