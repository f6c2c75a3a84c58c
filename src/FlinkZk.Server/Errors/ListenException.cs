using System.Net;
using System.Net.Sockets;

namespace FlinkZk.Server.Errors;

/// <summary>An address or port cannot be had; says which.</summary>
public sealed class ListenException : SocketException
{
    private ListenException(IPEndPoint endPoint, SocketException cause) : base((int)cause.SocketErrorCode) => EndPoint = endPoint;

    /// <summary>What was to be listened on.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>The system's reason, and the address and port.</summary>
    public override string Message => $"{base.Message} {EndPoint}";

    /// <summary>A socket that listens.</summary>
    /// <exception cref="ListenException">The address or port cannot be had.</exception>
    internal static Socket Listen(IPEndPoint endPoint, int backlog)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(endPoint);
            socket.Listen(backlog);
            return socket;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new ListenException(endPoint, e);
        }
    }
}
