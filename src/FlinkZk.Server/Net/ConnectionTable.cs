using System.Collections.Concurrent;
using System.Net;

namespace FlinkZk.Server.Net;

/// <summary>The open connections, and how many each address has.</summary>
internal sealed class ConnectionTable(int most, int mostPerAddress)
{
    private readonly ConcurrentDictionary<ServerConnection, IPAddress> _connections = new();
    private readonly Dictionary<IPAddress, int> _perAddress = [];
    private int _admitted;

    public int Count => _connections.Count;

    public IEnumerable<ServerConnection> All => _connections.Keys;

    /// <summary>Makes room for one more connection of an address.</summary>
    /// <param name="address">The client's.</param>
    /// <param name="why">Which limit stands against it; empty if none does.</param>
    /// <returns>Whether the limits allow it.</returns>
    public bool TryAdmit(IPAddress address, out string why)
    {
        lock (_perAddress)
        {
            var count = _perAddress.GetValueOrDefault(address);
            why = most > 0 && _admitted >= most ? $"there are {_admitted} connections, as many as the server takes"
                : mostPerAddress > 0 && count >= mostPerAddress ? $"there are {count} from this address, as many as one may have"
                : "";
            if (why.Length > 0)
                return false;
            _perAddress[address] = count + 1;
            _admitted++;
            return true;
        }
    }

    public void Add(ServerConnection connection, IPAddress address) => _connections[connection] = address;

    public void Remove(ServerConnection connection)
    {
        if (!_connections.TryRemove(connection, out var address))
            return;
        lock (_perAddress)
        {
            _admitted--;
            if (--_perAddress[address] == 0)
                _perAddress.Remove(address);
        }
    }
}
