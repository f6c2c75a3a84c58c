using System.Net;
using System.Net.Sockets;
using FlinkZk.Server.Core;
using FlinkZk.Server.Diagnostics;
using FlinkZk.Server.FrontEnds;
using FlinkZk.Server.Members;
using FlinkZk.Server.Net;
using FlinkZk.Server.Options;
using FlinkZk.Server.State;

namespace FlinkZk.Server.Ensemble;

/// <summary>One member of an ensemble: a port of its own in front of what all share. It can be stopped, started, cut off and let back.</summary>
public sealed class ZkEnsembleMember
{
    private readonly ZkEnsemble _ensemble;
    private readonly ServerCore _core;
    private readonly ZkServerOptions _options;
    private readonly EnsembleServer _server;
    private volatile FrontEnd? _frontEnd;
    private readonly List<Socket> _reserved = [];
    private volatile ZkMemberState _state;
    private volatile bool _isCutOff;

    internal ZkEnsembleMember(ZkEnsemble ensemble, ServerCore core, EnsembleServer server, ZkServerOptions options)
    {
        (_ensemble, _core, _server, _options) = (ensemble, core, server, options);
        (EndPoint, SecurePort) = (new(options.Address, options.Port), options.SecurePort);
    }

    /// <summary>Its number, from 1.</summary>
    public int Id => _server.Id;

    /// <summary>The port that it listens on; it keeps it while it is stopped.</summary>
    public int Port => EndPoint.Port;

    /// <summary>The port of its TLS connections; null if it takes none.</summary>
    public int? SecurePort { get; private set; }

    /// <summary>Where it shows its figures over HTTP; null if nowhere, and while it is stopped.</summary>
    public IPEndPoint? Metrics => _frontEnd?.Metrics;

    /// <summary>What a client connects to.</summary>
    public string ConnectionString => EndPoint.ToString();

    /// <summary>What it does at present.</summary>
    public ZkMemberState State => _state;

    /// <summary>Whether it is kept from reaching the others; clients still reach it.</summary>
    public bool IsCutOff => _isCutOff;

    /// <summary>Why it did not start when it joined the ensemble: its port was taken, perhaps. Null if all is well.</summary>
    public Exception? Failure { get; internal set; }

    /// <summary>What its clients see and have done; null while it is stopped.</summary>
    public ZkServerStatistics? Statistics => _frontEnd is { } frontEnd ? ZkServerStatistics.Of(frontEnd) : null;

    internal bool IsVoter => !_server.IsObserver;

    /// <summary>Its line of the configuration, with the port that it got.</summary>
    internal EnsembleServer Description => _server with { ClientHost = EndPoint.Address.ToString(), ClientPort = EndPoint.Port };

    internal bool IsRunning => _frontEnd is not null;

    internal bool IsInTouch => IsRunning && !_isCutOff;

    internal IPEndPoint EndPoint { get; private set; }

    /// <summary>Stops it: its ports and its connections are closed at once, as if its process had ended. Sessions live on in the ensemble.</summary>
    public ValueTask StopAsync(CancellationToken cancellationToken = default) => _ensemble.ChangeAsync(this, EndAsync, cancellationToken);

    /// <summary>Starts it again, on the same ports.</summary>
    /// <exception cref="SocketException">The port was taken meanwhile.</exception>
    public ValueTask StartAsync(CancellationToken cancellationToken = default) => _ensemble.ChangeAsync(this, () =>
    {
        Bind();
        return ValueTask.CompletedTask;
    }, cancellationToken);

    /// <summary>Cuts it off from the others, not from its clients: it has lost the majority.</summary>
    public ValueTask CutOffAsync(CancellationToken cancellationToken = default) => SetCutOffAsync(true, cancellationToken);

    /// <summary>Lets it back to the others.</summary>
    public ValueTask RejoinAsync(CancellationToken cancellationToken = default) => SetCutOffAsync(false, cancellationToken);

    /// <summary>Number, address and state.</summary>
    public override string ToString() => $"server.{Id} {ConnectionString} {State}";

    /// <summary>Takes its port; it accepts nobody yet.</summary>
    internal void Bind()
    {
        if (_frontEnd is not null)
            return;
        ReleasePorts();
        var frontEnd = new FrontEnd(_core, _options with { Port = Port, SecurePort = SecurePort }, ServerRole.NotServing, Id);
        (EndPoint, SecurePort) = (new(EndPoint.Address, frontEnd.Port), frontEnd.SecurePort);
        frontEnd.Start();
        Failure = null;
        _frontEnd = frontEnd;
        Become(ZkMemberState.Looking);
    }

    /// <summary>Shows what its role lets it show.</summary>
    internal async ValueTask EnterAsync(ZkMemberState state, Func<Database> freeze)
    {
        if (_frontEnd is not { } frontEnd || state == _state)
            return;
        if (state >= ZkMemberState.Observer)
            await frontEnd.ServeAsync(RoleOf(state)).ConfigureAwait(false);
        else
        {
            await frontEnd.ServeNothingAsync().ConfigureAwait(false);
            if (state == ZkMemberState.ReadOnly)
                await frontEnd.ServeReadOnlyAsync(freeze()).ConfigureAwait(false);
        }
        Become(state);
    }

    /// <summary>Closes its ports and its connections; but they stay its own.</summary>
    internal async ValueTask EndAsync()
    {
        if (_frontEnd is not { } frontEnd)
            return;
        await frontEnd.DisposeAsync().ConfigureAwait(false);
        await frontEnd.ServeNothingAsync().ConfigureAwait(false);
        _frontEnd = null;
        Become(ZkMemberState.Stopped);
        ReservePort(Port);
        if (SecurePort is { } secure)
            ReservePort(secure);
    }

    /// <summary>Accepts nobody any more; who is connected stays.</summary>
    internal ValueTask StopListeningAsync() => _frontEnd?.DisposeAsync() ?? ValueTask.CompletedTask;

    internal void CloseConnections() => _frontEnd?.CloseConnections();

    internal void ReleasePorts()
    {
        _reserved.ForEach(socket => socket.Dispose());
        _reserved.Clear();
    }

    private void Become(ZkMemberState state)
    {
        _state = state;
        _options.Events.Information(ZkServerLogEvents.MemberChanged, $"server.{Id} on {ConnectionString}: {state}.");
    }

    private ValueTask SetCutOffAsync(bool isCutOff, CancellationToken cancellationToken) => _ensemble.ChangeAsync(this, () =>
    {
        _isCutOff = isCutOff;
        return ValueTask.CompletedTask;
    }, cancellationToken);

    // Bound but not listening: clients are refused, and nobody else is given the port.
    private void ReservePort(int port)
    {
        var socket = new Socket(EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(EndPoint.Address, port));
            _reserved.Add(socket);
        }
        catch (SocketException)
        {
            socket.Dispose(); // then it may be gone at the next start, which says so
        }
    }

    private static ServerRole RoleOf(ZkMemberState state) => state switch
    {
        ZkMemberState.Leader => ServerRole.Leader,
        ZkMemberState.Follower => ServerRole.Follower,
        _ => ServerRole.Observer,
    };
}
