using System.Net;
using FlinkZk.Client;

namespace FlinkZk.Clusters.Http;

/// <summary>Makes what carries the requests. Certificates are read once: a renewed one needs a new connection to the cluster.</summary>
internal static class FlinkHandler
{
    public static SocketsHttpHandler Make(TlsOptions? tls, TimeSpan connectTimeout) => new()
    {
        // A redirect would carry credentials to whom they are not for, and turn a POST into a GET. Flink itself answers 308 without a place.
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        UseCookies = false,
        ConnectTimeout = connectTimeout,
        // A name may come to mean another machine.
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        SslOptions = tls?.ToAuthenticationOptions() ?? new(),
    };
}
