<%@ page contentType="text/html; charset=UTF-8" session="false" %>
<%--
  The view of the page of one peer. Its model is the request attribute "view", made by PeersView and AuditForm: maps, lists and texts, none of them escaped yet.
--%>
<%@ taglib uri="http://java.sun.com/jsp/jstl/core" prefix="c" %>
<%@ taglib uri="http://java.sun.com/jsp/jstl/fmt" prefix="fmt" %>
<c:if test="${empty view}">
  <%-- Asked for directly, without its controller. --%>
  <c:redirect url="federationsuite-peer.jsp"/>
</c:if>
<!DOCTYPE html>
<html>
<head>
  <title><fmt:message key="peer.title"/></title>
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

  <p><a href="federationsuite-peers.jsp"><fmt:message key="peer.back"/></a></p>
  <h2 class="federationsuite-domain"><c:out value="${view.domain}"/></h2>

  <c:choose>
  <c:when test="${not view.found}">
    <p><fmt:message key="peer.unknown"/></p>
  </c:when>
  <c:otherwise>
    <h2 class="jive-contentBoxHeader"><fmt:message key="peer.known"/></h2>
    <div class="jive-contentBox">
      <table class="federationsuite federationsuite-facts" id="facts">
        <tbody>
          <tr>
            <th scope="row"><fmt:message key="peers.column.state"/></th>
            <td><span class="federationsuite-<c:out value="${view.peer.state}"/>"><fmt:message key="peers.state.${view.peer.state}"/></span>
              <p><c:out value="${view.peer.summary}"/></p></td>
          </tr>
          <tr><th scope="row"><fmt:message key="peer.level"/></th><td><fmt:message key="peers.level.${view.peer.level}"/></td></tr>
          <c:if test="${not empty view.peer.presence}">
            <tr>
              <th scope="row"><fmt:message key="peers.column.seen"/></th>
              <td><span class="federationsuite-<c:out value="${view.peer.presence}"/>"><fmt:message key="peers.presence.${view.peer.presence}"/></span>
                <fmt:message key="peers.since"/> <c:out value="${view.peer.since}"/></td>
            </tr>
          </c:if>
        <c:if test="${not empty view.peer.waits}">
          <tr><th scope="row"><fmt:message key="peer.waits"/></th><td><c:out value="${view.peer.waits}"/></td></tr>
        </c:if>
        <c:if test="${not empty view.peer.contact}">
          <tr><th scope="row"><fmt:message key="peers.known"/></th><td><c:out value="${view.peer.contact}"/></td></tr>
        </c:if>
        <c:if test="${not empty view.peer.askedAt}">
          <tr>
            <th scope="row"><fmt:message key="peer.asked"/></th>
            <td><c:out value="${view.peer.askedAt}"/>
              <c:if test="${not empty view.peer.request}"><p><c:out value="${view.peer.request}"/></p></c:if></td>
          </tr>
        </c:if>
        <c:if test="${not empty view.peer.decidedBy}">
          <tr><th scope="row"><fmt:message key="peers.column.decided"/></th><td><c:out value="${view.peer.decidedBy}"/><p><c:out value="${view.peer.decidedAt}"/></p></td></tr>
        </c:if>
        </tbody>
      </table>

      <form action="federationsuite-peer.jsp" method="post" class="federationsuite-buttons" id="orders">
        <input type="hidden" name="csrf" value="<c:out value="${view.csrf}"/>"/>
        <input type="hidden" name="action" value="order"/>
        <input type="hidden" name="domain" value="<c:out value="${view.domain}"/>"/>
        <c:forEach items="${view.peer.orders}" var="order">
          <button type="submit" name="order" value="<c:out value="${order}"/>" title="<fmt:message key="peers.hint.${order}"/>"><fmt:message key="peers.order.${order}"/></button>
        </c:forEach>
      </form>
    </div>

    <h2 class="jive-contentBoxHeader"><fmt:message key="peer.memo"/></h2>
    <div class="jive-contentBox">
      <form action="federationsuite-peer.jsp" method="post" class="federationsuite-fields">
        <input type="hidden" name="csrf" value="<c:out value="${view.csrf}"/>"/>
        <input type="hidden" name="action" value="memo"/>
        <input type="hidden" name="domain" value="<c:out value="${view.domain}"/>"/>
        <p>
          <label for="note"><fmt:message key="peers.note"/></label>
          <textarea id="note" name="note" rows="3" cols="50" maxlength="500"><c:choose><c:when test="${not empty view.typed}"><c:out value="${view.typed.note}"/></c:when><c:otherwise><c:out value="${view.peer.note}"/></c:otherwise></c:choose></textarea>
        </p>
        <p>
          <label for="expires"><fmt:message key="peer.expires"/></label>
          <input type="text" id="expires" name="expires" size="24" maxlength="40" placeholder="<fmt:message key="peer.day"/>"
                 value="<c:choose><c:when test="${not empty view.typed}"><c:out value="${view.typed.expires}"/></c:when><c:otherwise><c:out value="${view.peer.expires}"/></c:otherwise></c:choose>"/>
        </p>
        <p>
          <label for="review"><fmt:message key="peer.review"/></label>
          <input type="text" id="review" name="review" size="24" maxlength="40" placeholder="<fmt:message key="peer.day"/>"
                 value="<c:choose><c:when test="${not empty view.typed}"><c:out value="${view.typed.review}"/></c:when><c:otherwise><c:out value="${view.peer.review}"/></c:otherwise></c:choose>"/>
        </p>
        <button type="submit"><fmt:message key="peer.save"/></button>
      </form>
    </div>
  </c:otherwise>
  </c:choose>

  <h2 class="jive-contentBoxHeader"><fmt:message key="peer.history"/></h2>
  <div class="jive-contentBox">
    <c:choose>
    <c:when test="${empty view.history}">
      <p><fmt:message key="audit.none"/></p>
    </c:when>
    <c:otherwise>
        <table class="federationsuite" id="history">
          <thead>
          <tr>
            <th scope="col"><fmt:message key="audit.at"/></th>
            <th scope="col"><fmt:message key="audit.by"/></th>
            <th scope="col"><fmt:message key="audit.change"/></th>
          </tr>
          </thead>
          <tbody>
          <c:forEach items="${view.history}" var="entry">
            <tr>
              <td class="federationsuite-time"><c:out value="${entry.at}"/></td>
              <td class="federationsuite-name"><c:out value="${entry.by}"/><c:if test="${not empty entry.where}"><p><c:out value="${entry.where}"/></p></c:if></td>
              <td class="federationsuite-note"><strong><c:out value="${entry.action}"/></strong>
                <p><fmt:message key="audit.before"/>: <c:out value="${entry.before}"/></p>
                <p><fmt:message key="audit.after"/>: <c:out value="${entry.after}"/></p></td>
            </tr>
          </c:forEach>
          </tbody>
        </table>
      <p><a href="<c:out value="${view.audit}"/>"><fmt:message key="peer.history.all"/></a></p>
    </c:otherwise>
    </c:choose>
  </div>

</c:otherwise>
</c:choose>

</body>
</html>
