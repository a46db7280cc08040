<%@ page contentType="text/html; charset=UTF-8" session="false" %>
<%--
  The view of the page with all peers. Its model is the request attribute "view", made by PeersView: maps, lists and texts, none of them escaped yet.
--%>
<%@ taglib uri="http://java.sun.com/jsp/jstl/core" prefix="c" %>
<%@ taglib uri="http://java.sun.com/jsp/jstl/fmt" prefix="fmt" %>
<c:if test="${empty view}">
  <%-- Asked for directly, without its controller. --%>
  <c:redirect url="federationsuite-peers.jsp"/>
</c:if>
<!DOCTYPE html>
<html>
<head>
  <title><fmt:message key="peers.title"/></title>
  <meta name="pageID" content="federationsuite-peers"/>
  <link rel="stylesheet" type="text/css" href="style/federationsuite.css"/>
</head>
<body>

<%@ include file="federationsuite-notices.jspf" %>

<c:choose>
<c:when test="${not view.running}">
  <%@ include file="federationsuite-not-running.jspf" %>
</c:when>
<c:otherwise>

  <p><fmt:message key="peers.intro"/></p>

  <h2 class="jive-contentBoxHeader" id="waiting"><fmt:message key="peers.waiting.title"/> (<c:out value="${view.waitingTotal}"/>)</h2>
  <div class="jive-contentBox">
    <c:if test="${view.dropped gt 0}">
      <p class="federationsuite-failed"><fmt:message key="peers.dropped"><fmt:param value="${view.dropped}"/></fmt:message></p>
    </c:if>
    <c:choose>
    <c:when test="${empty view.waiting}">
      <p><fmt:message key="peers.waiting.none"/></p>
    </c:when>
    <c:otherwise>
      <p><fmt:message key="peers.waiting.intro"/></p>
      <table class="federationsuite" id="waiting-requests">
        <thead>
        <tr>
          <th scope="col"><fmt:message key="peers.column.domain"/></th>
          <th scope="col"><fmt:message key="peers.known"/></th>
          <th scope="col"><fmt:message key="peers.decision"/></th>
        </tr>
        </thead>
        <tbody>
        <c:forEach items="${view.waiting}" var="peer">
          <tr>
            <th scope="row"><a href="<c:out value="${peer.link}"/>"><c:out value="${peer.domain}"/></a></th>
            <td class="federationsuite-time">
              <fmt:message key="peers.since"/> <c:out value="${peer.waits}"/>
              <c:if test="${not empty peer.contact}"><p><c:out value="${peer.contact}"/></p></c:if>
              <c:if test="${not empty peer.decidedBy}"><p><fmt:message key="peers.decided"/> <c:out value="${peer.decidedBy}, ${peer.decidedAt}"/></p></c:if>
              <c:if test="${not empty peer.note}"><p class="federationsuite-note"><c:out value="${peer.note}"/></p></c:if>
            </td>
            <td class="federationsuite-decide">
              <form action="federationsuite-peers.jsp" method="post">
                <input type="hidden" name="csrf" value="<c:out value="${view.csrf}"/>"/>
                <input type="hidden" name="action" value="decide"/>
                <input type="hidden" name="domain" value="<c:out value="${peer.domain}"/>"/>
                <c:forEach items="${view.hidden}" var="field"><input type="hidden" name="<c:out value="${field.name}"/>" value="<c:out value="${field.value}"/>"/></c:forEach>
                <input type="text" name="note" maxlength="500" size="24" placeholder="<fmt:message key="peers.note"/>"
                       aria-label="<fmt:message key="peers.note"/> <c:out value="${peer.domain}"/>"/>
                <span class="federationsuite-buttons">
                  <button type="submit" name="order" value="approve"><fmt:message key="peers.order.approve"/></button>
                  <button type="submit" name="order" value="deny"><fmt:message key="peers.order.deny"/></button>
                  <button type="submit" name="order" value="block"><fmt:message key="peers.order.block"/></button>
                </span>
              </form>
            </td>
          </tr>
        </c:forEach>
        </tbody>
      </table>
      <c:if test="${view.waitingTotal gt 10}"><p><a href="<c:out value="${view.waitingAll}"/>"><fmt:message key="peers.waiting.all"/></a></p></c:if>
    </c:otherwise>
    </c:choose>
  </div>

  <h2 class="jive-contentBoxHeader"><fmt:message key="peers.list.title"/></h2>
  <div class="jive-contentBox">
    <form action="federationsuite-peers.jsp" method="get" class="federationsuite-search" role="search">
      <span><label for="q"><fmt:message key="peers.search"/></label>
      <input type="search" id="q" name="q" maxlength="255" value="<c:out value="${view.q}"/>"/></span>
      <span><label for="state"><fmt:message key="peers.column.state"/></label>
      <select id="state" name="state">
        <option value=""><fmt:message key="peers.state.all"/></option>
        <c:forEach items="${view.states}" var="state">
          <option value="<c:out value="${state}"/>"<c:if test="${state eq view.state}"> selected="selected"</c:if>><fmt:message key="peers.state.${state}"/></option>
        </c:forEach>
      </select></span>
      <button type="submit"><fmt:message key="peers.show"/></button>
      <c:if test="${view.filtered}"><a href="federationsuite-peers.jsp"><fmt:message key="peers.show.all"/></a></c:if>
    </form>

    <c:choose>
    <c:when test="${empty view.peers}">
      <p><fmt:message key="peers.list.none"/></p>
    </c:when>
    <c:otherwise>
      <form action="federationsuite-peers.jsp" method="post">
        <input type="hidden" name="csrf" value="<c:out value="${view.csrf}"/>"/>
        <input type="hidden" name="action" value="bulk"/>
        <c:forEach items="${view.hidden}" var="field"><input type="hidden" name="<c:out value="${field.name}"/>" value="<c:out value="${field.value}"/>"/></c:forEach>
        <table class="federationsuite" id="peers">
          <thead>
          <tr>
            <td></td>
            <c:forEach items="${view.columns}" var="column">
              <th scope="col" aria-sort="<c:out value="${column.sorted}"/>">
                <a href="<c:out value="${column.link}"/>"><fmt:message key="peers.column.${column.name}"/></a>
                <c:if test="${column.sorted eq 'ascending'}"><span aria-hidden="true">&#9650;</span></c:if>
                <c:if test="${column.sorted eq 'descending'}"><span aria-hidden="true">&#9660;</span></c:if>
              </th>
            </c:forEach>
          </tr>
          </thead>
          <tbody>
          <c:forEach items="${view.peers}" var="peer">
            <tr>
              <td><input type="checkbox" name="domain" value="<c:out value="${peer.domain}"/>" aria-label="<c:out value="${peer.domain}"/>"/></td>
              <th scope="row"><a href="<c:out value="${peer.link}"/>"><c:out value="${peer.domain}"/></a></th>
              <td>
                <span class="federationsuite-<c:out value="${peer.state}"/>"><fmt:message key="peers.state.${peer.state}"/></span>
                <c:if test="${not empty peer.request and peer.state ne 'mutual'}"><p><c:out value="${peer.request}"/></p></c:if>
                <c:if test="${not empty peer.expires}"><p><fmt:message key="peers.until"/> <c:out value="${peer.expires}"/></p></c:if>
              </td>
              <td class="federationsuite-time">
                <c:if test="${not empty peer.presence}">
                  <span class="federationsuite-<c:out value="${peer.presence}"/>"><fmt:message key="peers.presence.${peer.presence}"/></span>
                  <p><fmt:message key="peers.since"/> <c:out value="${peer.since}"/></p>
                </c:if>
              </td>
              <td>
                <c:out value="${peer.decidedBy}"/>
                <c:if test="${not empty peer.decidedAt}"><p><c:out value="${peer.decidedAt}"/></p></c:if>
                <c:if test="${not empty peer.note}"><p class="federationsuite-note"><c:out value="${peer.note}"/></p></c:if>
              </td>
            </tr>
          </c:forEach>
          </tbody>
        </table>
        <p class="federationsuite-buttons">
          <fmt:message key="peers.chosen"/>
          <c:forEach items="${view.orders}" var="order">
            <button type="submit" name="order" value="<c:out value="${order}"/>"><fmt:message key="peers.order.${order}"/></button>
          </c:forEach>
        </p>
      </form>
      <%@ include file="federationsuite-paging.jspf" %>
    </c:otherwise>
    </c:choose>
    <p>
      <a href="federationsuite-peers-export.jsp"><fmt:message key="peers.export"/></a> &middot;
      <a href="federationsuite-import.jsp"><fmt:message key="sidebar.federationsuite.import"/></a>
    </p>
  </div>

  <h2 class="jive-contentBoxHeader"><fmt:message key="peers.add.title"/></h2>
  <div class="jive-contentBox">
    <p><fmt:message key="peers.add.intro"/></p>
    <form action="federationsuite-peers.jsp" method="post" class="federationsuite-fields">
      <input type="hidden" name="csrf" value="<c:out value="${view.csrf}"/>"/>
      <input type="hidden" name="action" value="add"/>
      <p>
        <label for="add-domain"><fmt:message key="peers.add.domain"/></label>
        <input type="text" id="add-domain" name="domain" size="40" maxlength="255" required="required"
               value="<c:out value="${view.typed.domain}"/>"/>
      </p>
      <p>
        <label for="add-note"><fmt:message key="peers.note"/></label>
        <input type="text" id="add-note" name="note" size="40" maxlength="500" value="<c:out value="${view.typed.note}"/>"/>
      </p>
      <button type="submit"><fmt:message key="peers.add.send"/></button>
    </form>
  </div>

</c:otherwise>
</c:choose>

</body>
</html>
