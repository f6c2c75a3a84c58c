namespace FlinkZk.Wire;

/// <summary>
/// The error of a reply, as <c>KeeperException.Code</c> numbers it. A number that is not listed stays that number:
/// a newer server may know more errors than we do.
/// </summary>
public enum ErrorCode
{
    /// <summary>No error.</summary>
    Ok = 0,
    /// <summary>A fault inside the server.</summary>
    SystemError = -1,
    /// <summary>In a failed multi: an operation after the one that failed.</summary>
    RuntimeInconsistency = -2,
    /// <summary>The server found its data inconsistent.</summary>
    DataInconsistency = -3,
    /// <summary>The connection broke: the request may or may not have been carried out.</summary>
    ConnectionLoss = -4,
    /// <summary>A message could not be encoded or decoded.</summary>
    MarshallingError = -5,
    /// <summary>The server does not know the operation; it closes the connection.</summary>
    Unimplemented = -6,
    /// <summary>The operation took too long.</summary>
    OperationTimeout = -7,
    /// <summary>The arguments are not valid.</summary>
    BadArguments = -8,
    /// <summary>The server does not know the session.</summary>
    UnknownSession = -12,
    /// <summary>reconfig: no quorum of the new configuration is in touch.</summary>
    NewConfigNoQuorum = -13,
    /// <summary>Another reconfiguration is under way.</summary>
    ReconfigInProgress = -14,
    /// <summary>The node does not exist.</summary>
    NoNode = -101,
    /// <summary>The identity lacks the permission.</summary>
    NoAuth = -102,
    /// <summary>The version is not the expected one.</summary>
    BadVersion = -103,
    /// <summary>Ephemeral nodes have no children.</summary>
    NoChildrenForEphemerals = -108,
    /// <summary>The node exists already.</summary>
    NodeExists = -110,
    /// <summary>The node has children.</summary>
    NotEmpty = -111,
    /// <summary>The session is over: its ephemeral nodes and watches are gone.</summary>
    SessionExpired = -112,
    /// <summary>An invalid callback (Java client only).</summary>
    InvalidCallback = -113,
    /// <summary>The access control list is empty or not valid.</summary>
    InvalidAcl = -114,
    /// <summary>The server refused the identity.</summary>
    AuthFailed = -115,
    /// <summary>The session lives on another server now.</summary>
    SessionMoved = -118,
    /// <summary>The server is read-only at present.</summary>
    NotReadOnly = -119,
    /// <summary>A local session cannot own ephemeral nodes.</summary>
    EphemeralOnLocalSession = -120,
    /// <summary>There is no such watch.</summary>
    NoWatcher = -121,
    /// <summary>The request got no answer in time (client side).</summary>
    RequestTimeout = -122,
    /// <summary>Reconfiguration is switched off.</summary>
    ReconfigDisabled = -123,
    /// <summary>The server demands SASL.</summary>
    SessionClosedRequireSaslAuth = -124,
    /// <summary>The change would exceed a quota.</summary>
    QuotaExceeded = -125,
    /// <summary>The server sheds load; try again later.</summary>
    ThrottledOp = -127,
}
