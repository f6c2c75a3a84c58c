using System.Net;
using System.Net.Sockets;
using FlinkZk.Wire;

namespace FlinkZk.Client.Tests;

/// <summary>Takes over a session on a connection of its own and closes it: the usual way to make a session expire in a test.</summary>
public static class SessionThief
{
    public static async Task CloseAsync(int port, ZkClient client, CancellationToken cancel)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, port, cancel);
        await socket.GetStream().WriteAsync(Frames(client), cancel);
        // The server answers both requests and closes.
        var buffer = new byte[1024];
        while (await socket.GetStream().ReadAsync(buffer, cancel) > 0)
        {
        }
    }

    private static byte[] Frames(ZkClient client)
    {
        var buffer = new WireBuffer();
        var writer = new JuteWriter(buffer);
        var frame = buffer.BeginFrame();
        new ConnectRequest(0, 0, (int)client.SessionTimeout.TotalMilliseconds, client.SessionId, client.Password, false).Write(ref writer);
        buffer.EndFrame(frame);
        frame = buffer.BeginFrame();
        new RequestHeader(1, OpCode.CloseSession).Write(ref writer);
        buffer.EndFrame(frame);
        return buffer.Written.ToArray();
    }
}
