namespace FlinkZk.ServerApp;

/// <summary>What <c>--help</c> prints.</summary>
internal static class ServerHelp
{
    public static string Text => $"""
        flinkzk-server [options]: a ZooKeeper server in the foreground, until SIGTERM or SIGINT (Ctrl+C).

        Where
          --port N                      the port (2181); 0 finds a free one, which the log tells
          --address A                   the address to listen on (127.0.0.1: this machine only); 0.0.0.0 or :: for all
          --data DIR                    the folder that holds the data, made if need be; without it they live in memory and are gone at the end

        Sessions and connections
          --tick-time D                 sessions expire in steps of it (2s)
          --min-session-timeout D       the shortest that is granted (two ticks)
          --max-session-timeout D       the longest that is granted (twenty ticks)
          --max-connections N           in all (0: no limit)
          --max-connections-per-address N   (60; 0: no limit)
          --handshake-timeout D         until a connection asks for its session (10s)
          --unauthenticated-timeout D   until a connection has proved who it is (no limit)

        Data
          --snapshot-every N            transactions from one snapshot to the next (500000)
          --snapshots-kept N            older ones, and the log behind them, are deleted (3, at least 2)
          --purge-interval D            how often that is done (as soon as they are superfluous)
          --enforce-quota               refuses what would exceed a hard quota, instead of noting it

        TLS
          --secure-port N               a port for TLS beside the other
          --certificate FILE            the server's certificate with its key, PEM or PFX; read anew when it changes
          --certificate-password-file FILE   or the variable {ServerSecrets.KeyPasswordVariable}
          --ca FILE                     the authorities that clients' certificates are signed by, PEM (those of the machine)
          --client-certificates M       Need, Want or None (Need)

        Who may do what
          --sasl-users FILE             users of SASL DIGEST-MD5, a line user:password each; or the variable {ServerSecrets.SaslUsersVariable}
          --require-sasl                nothing is answered until a user is proved
          --super-digest FILE           super:base64(sha1(super:password)): who has that password may do everything; or {ServerSecrets.SuperDigestVariable}

        What it tells
          --log-level L                 Debug, Information, Warning or Error (Information)
          --log-format F                text or json (text), a line an entry on standard output
          --four-letter-words LIST      those that are answered, parted by commas; * for all (srvr)
          --stop-timeout D              how long a clean stop may take (10s)

        Durations carry their unit: 500ms, 5s, 1m, 2h, 1d. Secrets come from files or variables, never from the command line.

        Exit code: 0 after SIGTERM or SIGINT and a clean stop; 1 where the server cannot start (the port is taken, the folder in use or damaged), loses its log or
        does not stop in time; 64 for options that are not understood; 130 or 143 for a second signal, which ends the process at once.
        """;
}
