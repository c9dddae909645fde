using System.Text.Json;

namespace SocketSchool;

/// <summary>One server in the answer of <see cref="ServersPanel"/>.</summary>
internal static class ServerEntry
{
    public static void Write(Utf8JsonWriter json, Server server, bool withViews, long? since)
    {
        // Before anything else is read: what changes meanwhile is then a later version, asked for once too often rather than never.
        var version = VersionOf(server);
        var now = new ServerSnapshot(server);
        json.WriteString("name", now.Name);
        json.WriteString("state", now.State);
        json.WriteString("protocol", now.Protocol);
        json.WriteString("endPoint", now.EndPoint.ToString());
        json.WriteNumber("port", now.EndPoint.Port);
        json.WriteString("reach", now.Reach);
        json.WriteNumber("connections", now.Clients.Count);
        json.WriteNumber("totalConnections", now.TotalClients);
        json.WriteNumber("bytesIn", now.BytesReceived);
        json.WriteNumber("bytesOut", now.BytesSent);
        json.WriteNumber("faults", now.FaultCount);
        json.WriteString("up", now.Age);
        if (server is WebServer web) json.WriteString("webAddress", web.Url);
        json.WriteString("hint", now.Hint);
        json.WriteNumber("version", version);
        if (!withViews || version == since) return;
        json.WriteString("cardHtml", new ServerCard(server).ToHtml());
        json.WriteString("logHtml", PanelLog.ToHtml(server.Log));
        json.WriteString("diagramHtml", SequenceDiagram.Narrow(server.Log).ToHtml());
    }

    // A sum of what only ever grows, so it stays the same only while none of it changes.
    private static long VersionOf(Server server)
    {
        var total = server.TotalConnections;
        return server.Log.Version + total + (total - server.Connections.Count) + server.BytesReceived + server.BytesSent +
            server.FaultCount + (long)server.State;
    }
}
